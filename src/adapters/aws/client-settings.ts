import { callRegion } from '../../core/aws/aws-address.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';

/** Credentials of a role, by the SDK's names. */
export type AwsCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
};

/** Gives the credentials of who is signed in. `forceRefresh`: new ones, whatever those at hand are worth. Rejects with `AwsError`. */
export type CredentialSource = (options?: { forceRefresh?: boolean }) => Promise<AwsCredentials>;

/** What a client is made with. There is no logger: one could write requests down, and what signs them. */
export type ClientSettings = {
  region: string;
  credentials: CredentialSource & { memoized: true };
  maxAttempts: number;
  retryMode: 'standard';
  requestHandler: { requestTimeout: number; credentials: 'omit' };
  endpoint?: string;
  forcePathStyle?: boolean;
  requestChecksumCalculation?: 'WHEN_REQUIRED';
  responseChecksumValidation?: 'WHEN_REQUIRED';
};

/** Until the first byte of an answer. A function may work for a quarter of an hour. */
const TIMEOUT_MS = 60_000;
const INVOKE_TIMEOUT_MS = 900_000;

/** A function invoked twice, or a message published twice, is worse than one that failed. */
export function isDoneOnce(service: AwsService): boolean {
  return service === 'lambda' || service === 'sns';
}

export function clientSettings(service: AwsService, config: AwsConfig, source: CredentialSource): ClientSettings {
  const endpoint = config.endpoints[service];
  return {
    region: callRegion(service, config.region),
    // "memoized": a client that kept them would go on signing after a sign-out.
    credentials: Object.assign((options?: { forceRefresh?: boolean }) => source(options), { memoized: true as const }),
    maxAttempts: isDoneOnce(service) ? 1 : 3,
    retryMode: 'standard',
    requestHandler: { requestTimeout: service === 'lambda' ? INVOKE_TIMEOUT_MS : TIMEOUT_MS, credentials: 'omit' },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(service === 's3' && {
      forcePathStyle: endpoint !== undefined,
      // Headers that the rules (CORS) of few buckets admit.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  };
}
