import { AwsError, NotFoundError, PolicyError, QueryError, SandbankError, StorageError, ToolInputError } from './errors.ts';

type Details = ConstructorParameters<typeof QueryError>[1] & ConstructorParameters<typeof AwsError>[1];

const makers: Record<string, (message: string, details: Details) => Error> = {
  ToolInputError: (message) => new ToolInputError(message),
  NotFoundError: (message) => new NotFoundError(message),
  QueryError: (message, details) => new QueryError(message, details),
  PolicyError: (message) => new PolicyError(message),
  StorageError: (message) => new StorageError(message),
  AwsError: (message, details) => new AwsError(message, details),
  AbortError: (message) => new DOMException(message, 'AbortError'),
};

/** The error that a call was refused with, of its own class where there is one. */
export function makeError(name: string, message: string, details_json: string | undefined): Error {
  const details = details_json === undefined ? {} : (JSON.parse(details_json) as Details);
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  return make === undefined ? new SandbankError(name, message) : make(message, details);
}
