import type { AwsOperation } from '../../../core/aws/aws-operations.ts';
import type { AwsService } from '../../../core/aws/aws-service.ts';
import type { ClientSettings } from '../client-settings.ts';

/** What is used of a service's client, whose own types tie each command to it. */
export type AwsClient = {
  send(command: never, options: { abortSignal?: AbortSignal }): Promise<{ readonly [member: string]: unknown }>;
  destroy(): void;
};

/** A service's client, and its commands by operation: those of `awsOperations`, neither more nor less. */
export type ServiceModule<S extends AwsService> = {
  Client: new (settings: ClientSettings) => AwsClient;
  commands: { readonly [operation in AwsOperation<S>]: new (input: never) => object };
};
