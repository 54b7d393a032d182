import type { ServiceFacts } from './runtime-config.ts';
import type { SdkFailure } from './side.ts';

/** A call that the page refused, or that AWS answered with an error. */
export class FailedCall extends Error {
  readonly failure: SdkFailure;

  constructor(failure: SdkFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The error as the SDK has it: of the modelled class, or the service's common one. What never reached AWS has its own name. */
export function exceptionOf(error: unknown, facts: ServiceFacts, frames: string): unknown {
  const failure = failureOf(error);
  if (failure === undefined) return error;
  const { status } = failure;
  const exception = failure.code !== undefined && status !== undefined ? modelled(failure, status, facts) : plain(failure);
  // The answer comes out of nowhere: the place that matters is where the call was made.
  Object.defineProperty(exception, 'stack', { value: frames, writable: true, configurable: true, enumerable: false });
  return exception;
}

/** By its shape: the class is the guest's. */
function failureOf(error: unknown): SdkFailure | undefined {
  return error instanceof Error && 'failure' in error ? (error as FailedCall).failure : undefined;
}

function plain({ type, code, message }: SdkFailure): Error {
  const error = new Error(message);
  Object.defineProperty(error, 'name', { value: code ?? type, writable: true, configurable: true, enumerable: false });
  const $metadata = { attempts: 1, totalRetryDelay: 0 };
  return Object.assign(error, code === undefined ? { $metadata } : { code, $metadata });
}

function modelled({ code = '', message, request_id, details_json }: SdkFailure, status: number, facts: ServiceFacts): Error {
  const details = details_json === undefined ? {} : (JSON.parse(details_json) as Record<string, unknown>);
  const { message: _, Message: __, ...members } = details;
  const metadata = { httpStatusCode: status, requestId: request_id, attempts: 1, totalRetryDelay: 0 };
  const name = facts.codes[code] ?? code;
  const known = Object.hasOwn(facts.exceptions, name) ? facts.exceptions[name] : undefined;
  const options = { message, $metadata: metadata, ...members };
  const exception =
    known === undefined
      ? new facts.base({ name: code, $fault: status >= 500 ? 'server' : 'client', ...options })
      : new known(options);
  delete (exception as { Message?: unknown }).Message;
  return Object.assign(exception, known === undefined ? { ...members, Code: code } : { Code: code });
}
