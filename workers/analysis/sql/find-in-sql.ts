import type { QueryFinding } from '../../../src/core/ports/code-analysis.ts';
import { parametersOf } from '../../../src/core/sql/parameters-of.ts';
import { textPosition } from '../../../src/core/sql/text-position.ts';
import type { Collector } from '../findings/collector.ts';
import { readSql } from './read-sql.ts';

/** Queries that a person could have written wrong; what else there is, the parser need not know. */
const QUERY = /^\s*(?:[(]|SELECT\b|WITH\b|VALUES\b|TABLE\b|EXPLAIN\b|FROM\b)/iu;

/** What a text of SQL, which is the whole program, touches. */
export function findInSql(sql: string, collector: Collector): void {
  const statements = readSql({ text: sql, unknown: [] });
  for (const { start, text, tables, effect, problem } of statements) {
    const { line, position } = textPosition(sql, start);
    const query: Omit<QueryFinding, 'line' | 'column'> = { sql: text, tables, effect };
    collector.queried({ line, column: position }, query, 'query');
    const isMistake = problem !== undefined && (effect === 'unknown' || (effect === 'read' && QUERY.test(text)));
    if (isMistake) collector.broken(problem);
  }
  if (statements.length === 0) collector.broken({ line: 1, column: 1, message: 'there is no statement in the text' });
  for (const { name } of parametersOf(sql)) collector.param({ line: 1 }, name);
}
