import type { JsonObject } from './json.ts';

/**
 * The errors by which a tool call can be refused. There is no answer where one of these is thrown; a run that fails is an answer.
 * Every message names what was given and how to mend it.
 */
export abstract class AppError extends Error {
  abstract override readonly name: string;
}

/** The input does not fit the tool's schema, or cannot be used. The message names the field, what it got and what it wants. */
export class ToolInputError extends AppError {
  override readonly name = 'ToolInputError';
}

/** A tool, workflow, version, run, file or connection that does not exist. The message names near ones. */
export class NotFoundError extends AppError {
  override readonly name = 'NotFoundError';
}

/** A query that the engine refused or that failed while it ran. `line` is 1-based, `position` is the 1-based column in that line. */
export class QueryError extends AppError {
  override readonly name = 'QueryError';
  readonly line?: number;
  readonly position?: number;
  readonly construct?: string;

  constructor(message: string, where: { line?: number; position?: number; construct?: string } = {}) {
    super(message);
    if (where.line !== undefined) this.line = where.line;
    if (where.position !== undefined) this.position = where.position;
    if (where.construct !== undefined) this.construct = where.construct;
  }
}

/** Something the policy does not allow. The message names the rule and who can change it. */
export class PolicyError extends AppError {
  override readonly name = 'PolicyError';
}

/**
 * AWS refused or failed a call, or could not be reached. `code` is AWS's own ("AccessDeniedException"), or one of ours where no answer
 * came: "NotSignedIn", "ExpiredToken", "NetworkError" (CORS or network: a browser does not tell them apart), "ClockSkew", "PopupBlocked",
 * "SignInDenied", "SignInFailed", "WrongAccount"; of a call "UnknownOperation", "InvalidInput", "ResponseTooLarge". `details` are the
 * modelled members of the error, and of a bucket that lets no page read it `cors`, the rules to paste there.
 */
export class AwsError extends AppError {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status?: number;
  readonly request_id?: string;
  readonly details?: JsonObject;

  constructor(
    code: string,
    message: string,
    more: { status?: number; request_id?: string; details?: JsonObject; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    if (more.status !== undefined) this.status = more.status;
    if (more.request_id !== undefined) this.request_id = more.request_id;
    if (more.details !== undefined) this.details = more.details;
  }
}

export const shareProblems = [
  'damaged',
  'too_large',
  'newer_format',
  'wrong_content',
  'wrong_passphrase',
  'not_a_share',
] as const;
export type ShareProblem = (typeof shareProblems)[number];

/** A link, a workflow file or a back-up that can't be made or opened. The message says what is wrong with it and what to ask for. */
export class ShareError extends AppError {
  override readonly name = 'ShareError';
  readonly problem: ShareProblem;

  constructor(problem: ShareProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** Storage that is full, blocked or not available. The message says what was not kept and how to make room. */
export class StorageError extends AppError {
  override readonly name = 'StorageError';
}
