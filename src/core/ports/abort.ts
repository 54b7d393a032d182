/** The part of the platform's AbortSignal that the core needs; every AbortSignal is one. */
export type Abort = {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};
