import type { Limits } from '../../../src/core/limits.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { SandboxHooks, SandboxOutcome } from '../../../src/core/ports/code-sandbox.ts';
import type { Recorded } from '../../harness/sandbox-runs.ts';

/** The text of one program in one language. */
export type Program = {
  code: string;
  /** Where the error is, 1-based, for the contracts that promise a line. */
  line?: number;
};

/** One promise that every language keeps. A language's side of it is a program of its own, under the contract's id. */
export type Contract = {
  /** What is promised, as the name of the test. */
  title: string;
  params?: JsonObject;
  files?: { path: string; text: string }[];
  limits?: Partial<Limits>;
  onRequest?: SandboxHooks['onRequest'];
  /** Cancels the run once it has printed this. */
  cancelAfter?: string;
  /** The part of the outcome that is promised to the letter. */
  outcome?: Partial<Omit<SandboxOutcome, 'error'>>;
  stdout?: string;
  /** What must hold beyond that. */
  check?(recorded: Recorded, program: Program): void;
};
