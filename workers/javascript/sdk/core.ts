import { Client as SmithyClient } from '@smithy/core/client';
import type { SdkConfig } from './runtime-config.ts';
import { transport } from './transport.ts';

// With the stand-ins, what every client is linked against: the SDK's own classes and functions, and ours.
export {
  checkExceptions,
  Command,
  createAggregatedClient,
  createWaiter,
  makeBuilder,
  NoOpLogger,
  ServiceException,
  WaiterState,
} from '@smithy/core/client';
export { createPaginator } from '@smithy/core';
export { getLoggerPlugin } from '@aws-sdk/core/client';
export { noCredentials } from './policy-error.ts';
export { runtimeConfig } from './runtime-config.ts';

type Constructor = new (config: object) => { middlewareStack: { add(middleware: unknown, options: object): void } };

/** The SDK's own client, whose calls the page makes. */
export class Client extends (SmithyClient as unknown as Constructor) {
  constructor(config: SdkConfig) {
    super(config);
    // The last step of the first stage: what the code itself adds there still runs, and nothing is ever signed or sent from here.
    this.middlewareStack.add(transport(config), { step: 'initialize', priority: 'low', name: 'pageTransport' });
  }
}
