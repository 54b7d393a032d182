import { callerFrames, errorFrames } from './frames.ts';
import { writeJson } from './host.ts';
import { errorHead, errorType, inspect } from './inspect.ts';

/** What the code threw, for the run's record. `stack` holds the user's frames only. */
export type Description = { type: string; message: string; stack: string; also: string };

/** The last value that was thrown and is no error, and where. */
let lastThrown: { value: unknown; frames: string } | undefined;

/** Gives the value back. The code's own `throw` statements call this. */
export function noteThrown(value: unknown): unknown {
  if (!(value instanceof Error)) lastThrown = { value, frames: callerFrames() };
  return value;
}

/** JSON of a `Description`. Never throws what the thrown value can make it throw. */
export function describeError(thrown: unknown): string {
  try {
    return writeJson(described(thrown));
  } catch {
    return writeJson({ type: 'Error', message: 'The code threw a value that cannot be shown', stack: '', also: '' });
  }
}

function described(thrown: unknown): Description {
  if (thrown instanceof Error)
    return { type: errorType(thrown), message: String(thrown.message), stack: errorFrames(thrown), also: related(thrown) };
  const stack = lastThrown !== undefined && Object.is(lastThrown.value, thrown) ? lastThrown.frames : '';
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string')
    return { type: className(thrown), message: thrown.message, stack, also: '' };
  return { type: 'Error', message: typeof thrown === 'string' ? thrown : inspect(thrown), stack, also: '' };
}

function className(value: object): string {
  const name: unknown = (value as { name?: unknown }).name ?? value.constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? name : 'Error';
}

/** Causes, and the errors of an AggregateError. */
function related(error: Error): string {
  const causes = error.cause === undefined ? [] : [`Caused by: ${oneError(error.cause)}`];
  const errors =
    error instanceof AggregateError ? error.errors.map((each: unknown) => `Error of several: ${oneError(each)}`) : [];
  return [...causes, ...errors].join('\n');
}

function oneError(error: unknown): string {
  return error instanceof Error
    ? [errorHead(error), errorFrames(error)].filter((part) => part !== '').join('\n')
    : inspect(error);
}
