import type { Catalog } from './catalog.ts';
import { parseStatement } from './parse/parse.ts';
import { translateStatement, type TranslatedStatement } from './translate/statement.ts';

/**
 * A statement of Athena's SQL (Trino) as DuckDB's SQL, for the tables of `catalog`. Throws `QueryError` with the line, column and
 * construct of what can't be translated, in Athena's terms where Athena would refuse it too.
 */
export function translate(sql: string, catalog: Catalog): TranslatedStatement {
  return translateStatement(sql, parseStatement(sql), catalog);
}
