import { clientPackages, SDK_CORE } from '../packages.ts';
import { sdkSide } from './aws.ts';
import { credentialProviders } from './credential-providers.ts';
import { host, wire } from './host.ts';
import { requestHandlers } from './request-handlers.ts';

/** What code passes to a client and the client has no use for. */
const NEEDLESS: Record<string, () => object> = {
  '@aws-sdk/credential-providers': credentialProviders,
  '@aws-sdk/credential-provider-node': credentialProviders,
  '@smithy/fetch-http-handler': requestHandlers,
  '@smithy/node-http-handler': requestHandlers,
};

const made = new Map<string, object>();

/** A package that there is: an AWS client whose bytes have been loaded, or what goes with one. */
export function packageOf(name: string): object | undefined {
  const known = made.get(name);
  if (known !== undefined) return known;
  const exports = Object.hasOwn(NEEDLESS, name) ? NEEDLESS[name]?.() : clientPackage(name);
  if (exports !== undefined) made.set(name, exports);
  return exports;
}

export function packageNames(): string[] {
  return [...clientPackages.map(({ name }) => name), ...Object.keys(NEEDLESS)];
}

let core: object | undefined;

function clientPackage(name: string): object | undefined {
  const make = clientPackages.some((each) => each.name === name) ? host.package(wire(name)) : undefined;
  if (make === undefined) return undefined;
  core ??= host.package(SDK_CORE)?.(sdkSide);
  return make(core);
}
