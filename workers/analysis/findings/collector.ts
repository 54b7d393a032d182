import type {
  AwsFinding,
  CallFinding,
  CodeFindings,
  CodePlace,
  FileFinding,
  ImportFinding,
  NotableFinding,
  QueryFinding,
} from '../../../src/core/ports/code-analysis.ts';
import type { LanguageId } from '../../../src/core/run.ts';
import type { CapabilityId } from '../../../src/core/share/shared-workflow.ts';

/** Of each kind; what is beyond is said and left out. */
const MOST_OF_A_KIND = 2000;
const LONGEST_TEXT = 500;
const LONGEST_SQL = 4000;
/** Of one query. */
const MOST_TABLES = 50;
const MOST_NAMED = 100;

type Kind = 'imports' | 'calls' | 'queries' | 'aws' | 'files' | 'network' | 'dynamic';

/** Gathers what is found: each once, texts cut, no more of a kind than a person could look through. */
export class Collector {
  readonly #language: LanguageId;
  readonly #lists = { imports: [], calls: [], queries: [], aws: [], files: [], network: [], dynamic: [] } as {
    imports: ImportFinding[];
    calls: CallFinding[];
    queries: QueryFinding[];
    aws: AwsFinding[];
    files: FileFinding[];
    network: NotableFinding[];
    dynamic: NotableFinding[];
  };
  /** Each with the place where it is first read. */
  readonly #params = new Map<string, CodePlace>();
  readonly #seen = new Set<string>();
  readonly #full = new Set<string>();
  readonly #needs = new Set<CapabilityId>();
  #syntaxError: CodeFindings['syntax_error'];

  constructor(language: LanguageId) {
    this.#language = language;
  }

  imported(place: CodePlace, name: string, kind: ImportFinding['kind']): void {
    this.#add('imports', { ...at(place), name: cut(name), kind });
  }

  called(place: CodePlace, name: string): void {
    this.#add('calls', { ...at(place), name: cut(name) });
  }

  /** `needs`: what a run must be let do for it; a query that goes to AWS by a call of its own needs no connection. */
  queried(place: CodePlace, query: Omit<QueryFinding, 'line' | 'column'>, needs: 'query' | 'aws'): void {
    this.#needs.add(needs);
    const sql = query.sql === undefined ? undefined : cut(query.sql, LONGEST_SQL);
    const tables = query.tables.slice(0, MOST_TABLES).map((table) => cut(table));
    const named = query.named?.slice(0, MOST_NAMED).map((each) => ({ ...at(each), table: cut(each.table) }));
    this.#add('queries', { ...at(place), ...query, sql, tables, ...(named === undefined ? {} : { named }) });
  }

  asked(place: CodePlace, service: string | undefined, operation: string | undefined): void {
    this.#needs.add('aws');
    this.#add('aws', { ...at(place), service: cutIfKnown(service), operation: cutIfKnown(operation) });
  }

  touched(place: CodePlace, path: string | undefined, access: FileFinding['access']): void {
    if (access === 'read' || access === 'unknown') this.#needs.add('read_files');
    if (access !== 'read') this.#needs.add('write_files');
    this.#add('files', { ...at(place), path: cutIfKnown(path), access });
  }

  reached(place: CodePlace, what: string): void {
    this.#add('network', { ...at(place), what: cut(what) });
  }

  unseen(place: CodePlace, what: string): void {
    this.#add('dynamic', { ...at(place), what: cut(what) });
  }

  param(place: CodePlace, name: string): void {
    const known = this.#params.get(cut(name));
    if (known === undefined && this.#params.size >= MOST_OF_A_KIND) this.#full.add('params');
    else if (known === undefined || inOrder(place, known) < 0) this.#params.set(cut(name), place);
  }

  broken(error: NonNullable<CodeFindings['syntax_error']>): void {
    this.#syntaxError ??= { ...at(error), message: cut(error.message) };
  }

  /** Whether an operation of the service was found. */
  hasAsked(service: string): boolean {
    return this.#lists.aws.some((each) => each.service === service);
  }

  findings(): CodeFindings {
    const order: CapabilityId[] = ['query', 'read_files', 'write_files', 'aws'];
    for (const kind of this.#full) {
      const note = `more ${kind} than are listed (${MOST_OF_A_KIND.toLocaleString('en-US')})`;
      this.#lists.dynamic.push({ line: 1, what: note });
    }
    for (const list of Object.values(this.#lists)) list.sort(inOrder);
    return {
      language: this.#language,
      ...(this.#syntaxError === undefined ? {} : { syntax_error: this.#syntaxError }),
      ...this.#lists,
      params: [...this.#params].sort(([, a], [, b]) => inOrder(a, b)).map(([name]) => name),
      capabilities: order.filter((id) => this.#needs.has(id)),
    };
  }

  #add<K extends Kind>(kind: K, finding: CodeFindings[K][number]): void {
    const key = `${kind} ${JSON.stringify(finding)}`;
    if (this.#seen.has(key)) return;
    if (this.#lists[kind].length >= MOST_OF_A_KIND) {
      this.#full.add(kind);
      return;
    }
    this.#seen.add(key);
    (this.#lists[kind] as CodeFindings[K][number][]).push(finding);
  }
}

function inOrder(a: CodePlace, b: CodePlace): number {
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}

function at({ line, column }: CodePlace): CodePlace {
  return column === undefined ? { line } : { line, column };
}

function cut(text: string, length = LONGEST_TEXT): string {
  return (text.length <= length ? text : `${text.slice(0, length)}…`).toWellFormed();
}

function cutIfKnown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cut(text);
}
