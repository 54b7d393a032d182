import type { QualifiedName } from '../ast.ts';
import { BIGINT, quoteText, typeText, VARCHAR, type TrinoType } from '../types.ts';
import { valuesSql } from './rows.ts';
import type { QueryColumn, Translation, TranslatedQuery } from './translation.ts';

type Cell = string | number | null;

/** `information_schema.tables`, `.columns` and `.schemata`, from what the connection offers. Throws TABLE_NOT_FOUND for another. */
export function informationSchema(translation: Translation, name: QualifiedName): TranslatedQuery {
  const { schemas } = translation.catalog;
  const table = name.parts.at(-1)?.text.toLowerCase();
  if (table === 'schemata')
    return rows(
      ['catalog_name', 'schema_name'],
      schemas.map((schema) => ['awsdatacatalog', schema.name]),
    );
  if (table === 'tables')
    return rows(
      ['table_catalog', 'table_schema', 'table_name', 'table_type'],
      schemas.flatMap((schema) => schema.tables.map((each) => ['awsdatacatalog', schema.name, each.name, 'BASE TABLE'])),
    );
  if (table === 'columns') {
    return rows(
      [
        'table_catalog',
        'table_schema',
        'table_name',
        'column_name',
        'ordinal_position',
        'column_default',
        'is_nullable',
        'data_type',
      ],
      schemas.flatMap((schema) =>
        schema.tables.flatMap((each) =>
          each.columns.map((column, at): Cell[] => [
            'awsdatacatalog',
            schema.name,
            each.name,
            column.name,
            at + 1,
            null,
            'YES',
            typeText(column.type),
          ]),
        ),
      ),
    );
  }
  throw translation.error(
    'TABLE_NOT_FOUND',
    name.at,
    `Table 'information_schema.${table ?? ''}' does not exist; there are tables, columns and schemata`,
    table,
  );
}

/** Rows of text (numbers in columns whose first value is one) as a query. */
export function rows(names: readonly string[], cells: readonly (readonly Cell[])[]): TranslatedQuery {
  const types = names.map((_, at): TrinoType => (typeof cells[0]?.[at] === 'number' ? BIGINT : VARCHAR));
  const columns: QueryColumn[] = names.map((name, at) => ({ name, column: name, type: types[at] ?? VARCHAR }));
  const body = cells.map((row) =>
    row.map((cell) => (cell === null ? 'NULL' : typeof cell === 'number' ? String(cell) : quoteText(cell))),
  );
  return { sql: valuesSql(body, columns), columns };
}
