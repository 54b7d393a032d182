import { NoOpLogger } from '@smithy/core/client';
import { noCredentials, PolicyError } from './policy-error.ts';
import { side } from './side.ts';

type Provider<T> = T | (() => T | Promise<T>);
/** What the code gave a client. Whatever else it holds is kept, and means nothing here. */
type Given = {
  region?: Provider<string | undefined>;
  credentials?: unknown;
  endpoint?: unknown;
  logger?: object;
  maxAttempts?: Provider<number>;
};

type ExceptionClass = new (options: object) => Error;

/** What the build knows of a client. */
export type ServiceFacts = {
  service: string;
  serviceId: string;
  apiVersion: string;
  /** The modelled exceptions, by the names of their classes. */
  exceptions: Record<string, ExceptionClass>;
  /** AWS's code of an error, where it is not the name of its class. */
  codes: Record<string, string>;
  base: ExceptionClass;
};

export type SdkConfig = { facts: ServiceFacts; namedRegion: () => Promise<string | undefined> };

/** In the place of the SDK's own: the page decides on credentials, endpoints and how calls are made. Throws `PolicyError`. */
export function runtimeConfig(given: Given, facts: ServiceFacts): object {
  refuseKeys(given.credentials);
  refuseEndpoint(given.endpoint);
  const namedRegion = async (): Promise<string | undefined> => {
    const region = await provided(given.region ?? environmentRegion());
    return region === undefined || region === side.region() ? undefined : region;
  };
  const region = async (): Promise<string> => {
    const known = (await provided(given.region)) ?? environmentRegion();
    if (known === undefined) throw new Error('Region is missing');
    return known;
  };
  const config = {
    ...given,
    apiVersion: facts.apiVersion,
    serviceId: facts.serviceId,
    runtime: 'node',
    logger: given.logger ?? new NoOpLogger(),
    region,
    credentials: noCredentials,
    maxAttempts: async () => (await provided(given.maxAttempts)) ?? 3,
    retryMode: async () => 'standard',
    defaultsMode: async () => 'standard',
    useDualstackEndpoint: async () => false,
    useFipsEndpoint: async () => false,
    requestHandler: { handle: noCredentials, destroy: () => undefined, metadata: { handlerProtocol: 'sandbank' } },
  };
  return Object.defineProperties(config, { facts: { value: facts }, namedRegion: { value: namedRegion } });
}

function environmentRegion(): string | undefined {
  const { process } = globalThis as unknown as { process: { env: Record<string, string | undefined> } };
  return process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
}

async function provided<T>(given: Provider<T>): Promise<T> {
  return typeof given === 'function' ? await (given as () => T | Promise<T>)() : given;
}

/** Functions that would give some are never called, and an object without any is what a laptop's empty environment leaves. */
function refuseKeys(credentials: unknown): void {
  if (typeof credentials !== 'object' || credentials === null) return;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials as Record<string, unknown>;
  if (![accessKeyId, secretAccessKey, sessionToken].some((key) => typeof key === 'string' && key !== '')) return;
  throw new PolicyError(
    '`credentials` holds access keys. Keys in code are never used or sent here: calls are made as the person who is signed in to AWS. Take `credentials` away, and take the keys out of the code',
  );
}

function refuseEndpoint(endpoint: unknown): void {
  if (endpoint === undefined || endpoint === null || endpoint === '') return;
  throw new PolicyError(
    '`endpoint` names an address of its own. Calls go where the page is configured to send them: take `endpoint` away. Whoever hosts the page sets other addresses in sandbank.config.json',
  );
}
