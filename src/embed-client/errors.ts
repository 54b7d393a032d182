/** An error of Sandbank, made anew here by its name: `ToolInputError`, `NotFoundError`, `PolicyError`, `StorageError` and others. */
export class SandbankError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The input does not fit the tool. The message names the field, what it got and what it wants. */
export class ToolInputError extends SandbankError {
  constructor(message: string) {
    super('ToolInputError', message);
  }
}

/** A tool, workflow, version, run, file or connection that does not exist. The message names near ones. */
export class NotFoundError extends SandbankError {
  constructor(message: string) {
    super('NotFoundError', message);
  }
}

/** A query that was refused or failed. `line` and `position` are 1-based. */
export class QueryError extends SandbankError {
  readonly line?: number;
  readonly position?: number;
  readonly construct?: string;

  constructor(message: string, where: { line?: number; position?: number; construct?: string } = {}) {
    super('QueryError', message);
    Object.assign(this, where);
  }
}

/** Something that is not granted or not allowed. The message names the capability or the rule, and who can change it. */
export class PolicyError extends SandbankError {
  constructor(message: string) {
    super('PolicyError', message);
  }
}

/** Storage that is full, blocked or not available. */
export class StorageError extends SandbankError {
  constructor(message: string) {
    super('StorageError', message);
  }
}

/** AWS refused or failed a call. `code` is AWS's own, or one of Sandbank's ("NotSignedIn"). */
export class AwsError extends SandbankError {
  readonly code?: string;
  readonly status?: number;
  readonly request_id?: string;

  constructor(message: string, more: { code?: string; status?: number; request_id?: string } = {}) {
    super('AwsError', message);
    Object.assign(this, more);
  }
}

/** There is no connection to the frame: it never answered, refused, was reloaded in the middle of a call, or the client was closed. */
export class ConnectionError extends SandbankError {
  constructor(message: string) {
    super('ConnectionError', message);
  }
}
