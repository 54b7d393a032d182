import { parametersOf } from '../../../src/core/sql/parameters-of.ts';
import type { Collector } from '../findings/collector.ts';
import { Places } from '../program/places.ts';
import { readSql } from './read-sql.ts';

/** Queries that a person could have written wrong; what else there is, the parser need not know. */
const QUERY = /^\s*(?:[(]|SELECT\b|WITH\b|VALUES\b|TABLE\b|EXPLAIN\b|FROM\b)/iu;

/** Of which the collector lists no more, and says so. */
const MOST_STATEMENTS = 2001;

/** What a text of SQL, which is the whole program, touches. */
export function findInSql(sql: string, collector: Collector): void {
  const places = new Places(sql);
  const statements = readSql({ text: sql, unknown: [] }, MOST_STATEMENTS);
  for (const { start, text, tables, named, effect, problem } of statements) {
    const { line, column } = places.at(start);
    const namedAt = named.map(({ table, start: from }) => ({ ...places.at(from), table }));
    collector.queried({ line, column }, { sql: text, tables, effect, named: namedAt }, 'query');
    const isMistake = problem !== undefined && (effect === 'unknown' || (effect === 'read' && QUERY.test(text)));
    if (!isMistake) continue;
    const inFirst = problem.line === 1 ? column - 1 : 0;
    collector.broken({ message: problem.message, line: line + problem.line - 1, column: problem.column + inFirst });
  }
  if (statements.length === 0) collector.broken({ line: 1, column: 1, message: 'there is no statement in the text' });
  for (const { name } of parametersOf(sql)) collector.param({ line: 1 }, name);
}
