import type { AwsObject } from '../../../src/core/aws/aws-value.ts';

/** `region` only where the code named another than the page's. */
export type SdkRequest = { service: string; operation: string; region?: string; input: AwsObject };

/** Why a call was refused or failed. `code` and what follows are AWS's own answer. */
export type SdkFailure = {
  type: string;
  message: string;
  code?: string;
  status?: number;
  request_id?: string;
  details_json?: string;
};

/** What the clients get from the guest, in which they run. */
export type SdkSide = {
  /** Rejects with a `FailedCall`. */
  call(request: SdkRequest): Promise<AwsObject>;
  /** The region of the page's AWS side; undefined where there is none. */
  region(): string | undefined;
  /** The frames of the code that called, as an error's stack has them. */
  callerFrames(): string;
  Readable: new (chunks: () => Iterable<unknown>) => { take(message: string): void };
};

/** Given to the clients' common script when it is evaluated. */
declare const givenSide: SdkSide;
export const side: SdkSide = givenSide;
