import type { CodePlace, QueryFinding } from '../../../src/core/ports/code-analysis.ts';
import type { Collector } from '../findings/collector.ts';
import type { Evaluator } from '../program/evaluator.ts';
import type { NodeId } from '../program/program.ts';
import type { CallNode } from '../program/rules.ts';
import type { TextParts } from '../program/values.ts';
import { readSql } from '../sql/read-sql.ts';
import { sqlOfParts } from '../sql/sql-parts.ts';

export type Access = 'read' | 'write' | 'delete' | 'unknown';

/** What the rules of both languages tell of a call, in the same way. */
export class Teller {
  readonly collector: Collector;
  readonly evaluator: Evaluator;

  constructor(collector: Collector, evaluator: Evaluator) {
    this.collector = collector;
    this.evaluator = evaluator;
  }

  /** A query whose SQL is this expression. Of texts that name the same tables and do the same, one stands for all. */
  query(place: CodePlace, sql: NodeId | undefined, needs: 'query' | 'aws'): void {
    const { texts, others } = this.evaluator.texts(sql);
    const told = new Set<string>();
    const tell = (query: Omit<QueryFinding, 'line' | 'column'>): void => {
      const key = JSON.stringify([query.tables, query.effect]);
      if (!told.has(key)) this.collector.queried(place, query, needs);
      told.add(key);
    };
    for (const parts of texts) {
      const known = sqlOfParts(parts);
      const statements = readSql(known);
      for (const { text, tables, effect } of statements) tell({ sql: text, tables, effect });
      if (statements.length === 0) tell({ sql: known.text, tables: [], effect: 'unknown' });
    }
    if (others) tell({ sql: undefined, tables: [], effect: 'unknown' });
  }

  /** A file whose path is this expression. */
  file(place: CodePlace, path: NodeId | undefined, access: Access): void {
    const { texts, others } = this.evaluator.texts(path);
    const general = texts.filter((parts) => !texts.some((other) => other !== parts && covers(other, parts)));
    for (const parts of general) this.collector.touched(place, shownPath(parts), access);
    if (others) this.collector.touched(place, undefined, access);
  }

  /** The SQL that a call of Athena's StartQueryExecution carries. */
  athenaQuery(call: CallNode): void {
    const sql = this.evaluator.argument(call, -1, 'QueryString');
    if (sql !== undefined) this.query(call, sql, 'aws');
  }
}

/** Whether what is called is a name, an attribute or an index, which is told of where it stands. */
export function isNamed(call: CallNode, { evaluator }: Teller): boolean {
  const kind = evaluator.program.nodes[call.callee]?.kind;
  return kind === 'name' || kind === 'attribute' || kind === 'index';
}

/** Whether the one text may be all that the other may be, and more: its pieces stand in the other in their order. */
function covers(general: TextParts, special: TextParts): boolean {
  if (!general.includes(null)) return false;
  const text = special.map((part) => part ?? '\0').join('');
  let from = 0;
  for (const [at, part] of general.entries()) {
    if (part === null) continue;
    const found = at === general.length - 1 ? text.length - part.length : at === 0 ? 0 : text.indexOf(part, from);
    if (found < from || !text.startsWith(part, found)) return false;
    from = found + part.length;
  }
  return general.at(-1) === null || from === text.length;
}

function shownPath(parts: TextParts): string | undefined {
  if (parts.every((part) => part === null)) return undefined;
  return parts.map((part) => part ?? '{…}').join('');
}
