import type { Statement } from '../ast.ts';
import type { Catalog } from '../catalog.ts';
import { FUNCTION_NAMES } from '../functions/registry.ts';
import { instantOf } from '../functions/time-zones.ts';
import { duckType, typeText, VARCHAR } from '../types.ts';
import { asText } from './casts.ts';
import { rows } from './information-schema.ts';
import { query } from './queries.ts';
import { findSchema, findTable } from './relations.ts';
import type { Typed } from './scope.ts';
import { Translation, type TranslatedQuery } from './translation.ts';

/**
 * What DuckDB is to be asked, the columns of the answer as Athena names them and their types, and what the person must know of how the
 * statement was read.
 */
export type TranslatedStatement = { sql: string; columns: readonly { name: string; type: string }[]; notes: readonly string[] };

/** A parsed statement of `text` as DuckDB's SQL. Throws `QueryError` in Athena's terms, with line and column. */
export function translateStatement(text: string, statement: Statement, catalog: Catalog): TranslatedStatement {
  const translation = new Translation(text, catalog, (_, node, scope) => query(translation, node, scope));
  const translated = translate(translation, statement);
  return {
    sql: translated.sql,
    columns: translated.columns.map(({ name, column, type }) => ({ name: name ?? column, type: typeText(type) })),
    notes: translation.notes,
  };
}

function translate(translation: Translation, statement: Statement): TranslatedQuery {
  const { catalog } = translation;
  switch (statement.statement) {
    case 'query':
      return query(translation, statement.query, { columns: [], tables: new Map() }, readable);
    case 'explain': {
      const inner = query(translation, statement.query, { columns: [], tables: new Map() }, readable);
      return {
        sql: `EXPLAIN ${statement.analyze ? 'ANALYZE ' : ''}${inner.sql}`,
        columns: [
          { column: 'explain_key', type: VARCHAR },
          { name: 'Query Plan', column: 'explain_value', type: VARCHAR },
        ],
      };
    }
    case 'show_tables': {
      const schema = statement.from
        ? findSchema(translation, {
            at: statement.from.at,
            parts: [...statement.from.parts, { text: '', quoted: false, at: statement.from.at }],
          })
        : findSchema(translation, { at: statement.at, parts: [{ text: '', quoted: false, at: statement.at }] });
      return rows(
        ['tab_name'],
        matching(
          schema.tables.map(({ name }) => name),
          statement.like ?? statement.regex,
        ).map((name) => [name]),
      );
    }
    case 'show_schemas':
      return rows(
        ['database_name'],
        matching(
          catalog.schemas.map(({ name }) => name),
          statement.like,
        ).map((name) => [name]),
      );
    case 'show_catalogs':
      return rows(['catalog'], [['awsdatacatalog']]);
    case 'show_functions':
      return rows(
        ['function'],
        matching([...FUNCTION_NAMES].toSorted(), statement.like).map((name) => [name]),
      );
    case 'show_columns': {
      const { table } = findTable(translation, statement.table);
      const names = new Set(
        matching(
          table.columns.map(({ name }) => name),
          statement.like,
        ),
      );
      return rows(
        ['column', 'type'],
        table.columns.filter(({ name }) => names.has(name)).map((column) => [column.name, typeText(column.type)]),
      );
    }
  }
}

/** `LIKE`'s pattern: `%` and `_` as in SQL, and Athena's own `*` and `|`. */
function matching(names: readonly string[], like: string | undefined): string[] {
  if (like === undefined) return [...names];
  const source = like
    .split('|')
    .map((part) =>
      part
        .replace(/[.+?^${}()[\]\\]/gu, '\\$&')
        .replaceAll(/[%*]/gu, '.*')
        .replaceAll('_', '.'),
    )
    .join('|');
  const pattern = new RegExp(`^(?:${source})$`, 'iu');
  return names.filter((name) => pattern.test(name));
}

/** Values that a person can read, where DuckDB holds them otherwise: the instant of a time with a zone, an interval's text. */
function readable(item: Typed): Typed {
  const { sql, type } = item;
  if (type.kind === 'timestamp_tz') return { sql: instantOf(sql), type };
  if (type.kind === 'interval_day_second' || type.kind === 'interval_year_month' || type.kind === 'uuid')
    return { sql: asText(sql, type) ?? sql, type };
  if (type.kind === 'map' && type.value.kind === 'tinyint')
    return { sql: `CAST(${sql} AS MAP(${duckType(type.key)}, SMALLINT))`, type };
  return item;
}
