import type { AnswerError } from '../../core/conversation.ts';

/** Why an answer can't be had, by one word each. Texts for a person are made where the failure is found. */
export type FailureCode =
  | 'no_model'
  | 'no_key'
  | 'key_locked'
  | 'bad_key'
  | 'no_access'
  | 'no_credit'
  | 'unknown_model'
  | 'bad_request'
  | 'rate_limited'
  | 'overloaded'
  | 'network'
  | 'stream_cut'
  | 'malformed_answer'
  | 'context_too_long'
  | 'content_filter'
  | 'no_list'
  | 'unexpected';

/** An answer of a provider, or the want of one, that ends the answer. `message` names the cause and the fix, and holds no key. */
export class AnswerFailure extends Error {
  override readonly name = 'AnswerFailure';
  readonly code: FailureCode;
  /** Seconds after which it may be tried again, where that is known. */
  readonly retry_after_s?: number;

  constructor(code: FailureCode, message: string, more: { retry_after_s?: number; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.code = code;
    if (more.retry_after_s !== undefined) this.retry_after_s = more.retry_after_s;
  }

  /** Of an answer that ends now. */
  toAnswerError(): AnswerError {
    const { code, message, retry_after_s } = this;
    if (retry_after_s === undefined) return { code, message };
    return { code, message, retry_after_s, retry_at: new Date(Date.now() + retry_after_s * 1000).toISOString() };
  }
}
