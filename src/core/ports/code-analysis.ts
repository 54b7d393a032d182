import type { Abort } from './abort.ts';
import type { CapabilityId } from '../share/shared-workflow.ts';
import type { LanguageId } from '../run.ts';

/** 1-based. */
export type CodePlace = { line: number; column?: number };

/** Text that the code holds as it stands, or undefined where it is only known when it runs. */
type Literal = string | undefined;

export type ImportFinding = CodePlace & { name: string; kind: 'built in' | 'package' | 'unknown' };
export type CallFinding = CodePlace & { name: string };
/**
 * `sql` and `tables` hold "{…}" where a part is only known when it runs. `effect` of SQL that does more than read is what it does, in the
 * statement's first words ("INSERT INTO"). `named` is each place where code that is SQL itself names a table; SQL within other code has
 * none, since its text may be put together from several places.
 */
export type QueryFinding = CodePlace & {
  sql: Literal;
  tables: string[];
  effect: 'read' | 'unknown' | { writes: string };
  named?: (CodePlace & { table: string })[];
};
export type AwsFinding = CodePlace & { service: Literal; operation: Literal };
export type FileFinding = CodePlace & { path: Literal; access: 'read' | 'write' | 'delete' | 'unknown' };
/** What can't be seen through, or reaches for what the sandbox refuses: `what` is a few words for a person ("eval", "fetch"). */
export type NotableFinding = CodePlace & { what: string };

/**
 * What code will touch as far as its text tells. It is advice: what is built up while it runs, it does not see. What the code may do is
 * decided where it does it.
 */
export type CodeFindings = {
  language: LanguageId;
  /** Where the text is no program of its language: nothing else is known of it then, but what the words of SQL tell. */
  syntax_error?: CodePlace & { message: string };
  imports: ImportFinding[];
  /** Of the functions that the sandbox gives: query, display, table, chart, markdown, progress, … */
  calls: CallFinding[];
  queries: QueryFinding[];
  aws: AwsFinding[];
  files: FileFinding[];
  network: NotableFinding[];
  /**
   * eval, exec, `import js`, ctypes and the like: past them, the rest of this list may be incomplete. Hidden characters too, and a note where
   * there is more than is listed.
   */
  dynamic: NotableFinding[];
  /** Names of params that it reads. */
  params: string[];
  /** What it needs as far as this tells. */
  capabilities: CapabilityId[];
};

export interface CodeAnalysis {
  /**
   * Executes nothing of the code. Rejects with `AbortError`, with `ToolInputError` for more than a million characters of code and for code that
   * takes too long, and with what the sandbox rejects with where Python cannot be loaded.
   */
  analyse(language: LanguageId, code: string, signal?: Abort): Promise<CodeFindings>;
}
