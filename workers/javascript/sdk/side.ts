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
  EventEmitter: new () => Emitter;
};

type Listener = (...args: unknown[]) => void;
export type Emitter = {
  on(event: string, listener: Listener): Emitter;
  once(event: string, listener: Listener): Emitter;
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
};

/** Given to the clients' common script when it is evaluated. */
declare const givenSide: SdkSide;
export const side: SdkSide = givenSide;
