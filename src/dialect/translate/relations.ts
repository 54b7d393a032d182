import type { Identifier, QualifiedName, Relation } from '../ast.ts';
import type { CatalogSchema, CatalogTable } from '../catalog.ts';
import { BIGINT, duckType, fieldKey, quoteName, quoteText, type TrinoType, typeText } from '../types.ts';
import { expression } from './expressions.ts';
import { informationSchema } from './information-schema.ts';
import { join, type TranslatedRelation } from './joins.ts';
import { coerce } from './operators.ts';
import { nearest, type Scope, type ScopeColumn } from './scope.ts';
import type { QueryColumn, Translation } from './translation.ts';

/** `outer` is what stands before the relation in FROM, which LATERAL and UNNEST may use. */
export function relation(
  translation: Translation,
  scope: Scope,
  node: Relation,
  outer: readonly ScopeColumn[],
): TranslatedRelation {
  switch (node.relation) {
    case 'table':
      return table(translation, scope, node.name);
    case 'subquery':
      return derived(
        translation,
        translation.query(translation, node.query, {
          columns: [],
          tables: scope.tables,
          ...(scope.parent ? { parent: scope.parent } : {}),
        }),
        [],
      );
    case 'lateral':
      return derived(
        translation,
        translation.query(translation, node.query, { columns: [], tables: scope.tables, parent: { ...scope, columns: outer } }),
        [],
        'LATERAL ',
      );
    case 'unnest':
      return unnest(translation, scope, node, outer);
    case 'function':
      return tableFunction(translation, scope, node);
    case 'alias':
      return alias(translation, relation(translation, scope, node.base, outer), node.name, node.columns);
    case 'sample':
      return sample(translation, scope, relation(translation, scope, node.base, outer), node);
    case 'join':
      return join(translation, scope, node, outer, relation);
  }
}

/** A query as a relation under a name of its own. */
function derived(
  translation: Translation,
  query: { sql: string; columns: readonly QueryColumn[] },
  names: readonly string[],
  prefix = '',
): TranslatedRelation {
  const alias = translation.fresh('r');
  return {
    sql: `${prefix}(${query.sql}) AS ${alias}`,
    columns: query.columns.map(({ name, column, type }) => ({
      ...(name === undefined ? {} : { name }),
      relation: names,
      sql: `${alias}.${quoteName(column)}`,
      type,
    })),
  };
}

function table(translation: Translation, scope: Scope, name: QualifiedName): TranslatedRelation {
  const parts = name.parts.map(({ text }) => text.toLowerCase());
  const [only] = parts;
  const common = parts.length === 1 && only !== undefined ? scope.tables.get(only) : undefined;
  if (common) {
    const alias = translation.fresh('r');
    return {
      sql: `${common.sql} AS ${alias}`,
      columns: common.columns.map((column) => ({
        name: column.name,
        relation: parts,
        sql: `${alias}.${quoteName(column.column)}`,
        type: column.type,
      })),
    };
  }
  if (parts.at(-2) === 'information_schema') {
    const query = informationSchema(translation, name);
    return derived(translation, query, parts.slice(-2));
  }
  const { schema, table: found } = findTable(translation, name);
  const alias = translation.fresh('r');
  return {
    sql: `${quoteName(schema.name)}.${quoteName(found.name)} AS ${alias}`,
    columns: found.columns.map((column) => ({
      name: column.name,
      relation: [parts.at(-2) ?? schema.name.toLowerCase(), found.name.toLowerCase()],
      sql: readable(`${alias}.${quoteName(column.name)}`, column.type, column.held),
      type: column.type,
    })),
  };
}

/** The value of a column that DuckDB holds in another type than the translator works with. */
function readable(sql: string, type: TrinoType, held: string | undefined): string {
  if (held === undefined) return sql;
  if (type.kind === 'timestamp_tz') return `struct_pack(t := make_timestamp(epoch_us(${sql})), z := 'UTC')`;
  return `CAST(${sql} AS ${duckType(type)})`;
}

/** Throws SCHEMA_NOT_FOUND at the name. A catalog may stand before the schema: there is only Athena's own. */
export function findSchema(translation: Translation, name: QualifiedName): CatalogSchema {
  const { catalog } = translation;
  const wanted = name.parts.at(-2);
  const text = wanted?.text ?? catalog.current;
  const first = name.parts.length === 3 ? name.parts[0]?.text.toLowerCase() : undefined;
  if (name.parts.length > 3 || (first !== undefined && first !== 'awsdatacatalog'))
    throw translation.error(
      'SCHEMA_NOT_FOUND',
      name.at,
      `Catalog '${name.parts[0]?.text ?? ''}' does not exist; write database.table, or the table alone`,
      name.parts[0]?.text,
    );
  const schema = catalog.schemas.find((each) => each.name.toLowerCase() === text.toLowerCase());
  if (schema) return schema;
  const names = catalog.schemas.map((each) => each.name);
  const current = catalog.schemas.find((each) => each.name === catalog.current);
  throw translation.error(
    'SCHEMA_NOT_FOUND',
    wanted?.at ?? name.at,
    `Schema '${text}' does not exist. There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}; leave the database out, or write ${catalog.current}${current === undefined ? '' : ` (${tablesOf(current)})`}`,
    text,
  );
}

/**
 * The table of that name. Where its database is not here but the connection has the table, that one is read, and a note says so: analysts'
 * queries name their own databases. Throws SCHEMA_NOT_FOUND or TABLE_NOT_FOUND at the name.
 */
export function findTable(translation: Translation, name: QualifiedName): { schema: CatalogSchema; table: CatalogTable } {
  const wanted = name.parts.at(-1)?.text.toLowerCase();
  const tableOf = (schema: CatalogSchema | undefined) => schema?.tables.find((each) => each.name.toLowerCase() === wanted);
  const here = tableInstead(translation, name);
  const instead = tableOf(here);
  if (here && instead) {
    translation.note(
      `The database ${name.parts.at(-2)?.text ?? ''} is not here: the table ${instead.name} of the connection ${here.name} was read in its place`,
    );
    return { schema: here, table: instead };
  }
  const schema = findSchema(translation, name);
  const table = tableOf(schema);
  if (!table) throw tableNotFound(translation, name, schema);
  return { schema, table };
}

/** The connection's own schema, where the query names a database that there is not. */
function tableInstead({ catalog }: Translation, { parts }: QualifiedName): CatalogSchema | undefined {
  const database = parts.at(-2)?.text.toLowerCase();
  if (database === undefined || parts.length > 3 || (parts.length === 3 && parts[0]?.text.toLowerCase() !== 'awsdatacatalog'))
    return undefined;
  if (catalog.schemas.some(({ name }) => name.toLowerCase() === database)) return undefined;
  return catalog.schemas.find(({ name }) => name === catalog.current);
}

function tablesOf({ name, tables }: CatalogSchema): string {
  const names = tables.map((each) => each.name);
  return names.length === 0 ? `${name} has no tables yet` : `${name} has ${names.slice(0, 20).join(', ')}`;
}

function tableNotFound(translation: Translation, name: QualifiedName, schema: CatalogSchema): Error {
  const text = name.parts.at(-1)?.text ?? '';
  const names = schema.tables.map((each) => each.name);
  const near = nearest(text, names);
  return translation.error(
    'TABLE_NOT_FOUND',
    name.at,
    `Table '${schema.name}.${text}' does not exist${near === undefined ? '' : `; did you mean ${near}?`} (${tablesOf(schema)})`,
    text,
  );
}

function alias(
  translation: Translation,
  base: TranslatedRelation,
  name: Identifier,
  columns: readonly Identifier[] | undefined,
): TranslatedRelation {
  if (columns && columns.length !== base.columns.length)
    throw translation.error(
      'MISMATCHED_COLUMN_ALIASES',
      name.at,
      `Column alias list has ${columns.length} entries but '${name.text}' has ${base.columns.length} columns available`,
      name.text,
    );
  const named = base.columns.map((column, at): ScopeColumn => {
    const given = columns?.[at]?.text ?? column.name;
    return {
      ...(given === undefined ? {} : { name: given }),
      relation: [name.text.toLowerCase()],
      sql: column.sql,
      type: column.type,
    };
  });
  return { sql: base.sql, columns: named };
}

function sample(
  translation: Translation,
  scope: Scope,
  base: TranslatedRelation,
  node: Extract<Relation, { relation: 'sample' }>,
): TranslatedRelation {
  const percent = node.percent.node === 'number' ? Number(node.percent.text) : NaN;
  if (!(percent >= 0 && percent <= 100))
    throw translation.error(
      'INVALID_ARGUMENTS',
      node.percent.at,
      'TABLESAMPLE takes a number of percent between 0 and 100',
      'TABLESAMPLE',
    );
  void scope;
  return { sql: `${base.sql} TABLESAMPLE ${percent} PERCENT (${node.method})`, columns: base.columns };
}

/**
 * UNNEST of arrays, maps (key and value) and arrays of rows (a column for each field), side by side, the shorter ones filled up with
 * NULL, and numbered from 1 WITH ORDINALITY.
 */
function unnest(
  translation: Translation,
  scope: Scope,
  node: Extract<Relation, { relation: 'unnest' }>,
  outer: readonly ScopeColumn[],
): TranslatedRelation {
  const inside: Scope = { ...scope, columns: outer };
  const alias = translation.fresh('r');
  const lists: string[] = [];
  const columns: ScopeColumn[] = [];
  const add = (sql: string, type: TrinoType, name?: string) =>
    columns.push({ ...(name === undefined ? {} : { name }), relation: [], sql, type });
  for (const each of node.expressions) {
    const { sql, type } = expression(translation, inside, each);
    const name = `u${lists.length + 1}`;
    const column = `${alias}.${quoteName(name)}`;
    if (type.kind === 'map') {
      lists.push(`map_keys(${sql})`, `map_values(${sql})`);
      add(column, type.key);
      add(`${alias}.${quoteName(`u${lists.length}`)}`, type.value);
    } else if (type.kind === 'array') {
      lists.push(sql);
      const { element } = type;
      if (element.kind === 'row')
        for (const [at, field] of element.fields.entries())
          add(`struct_extract(${column}, ${quoteText(fieldKey(field, at))})`, field.type, field.name);
      else add(column, element);
    } else if (type.kind === 'unknown') {
      lists.push('CAST([] AS INTEGER[])');
      add(column, type);
    } else
      throw translation.error(
        'TYPE_MISMATCH',
        each.at,
        `Cannot unnest type: ${typeText(type)}; UNNEST takes arrays and maps${type.kind === 'json' ? ': CAST(… AS array(json))' : ''}`,
        'UNNEST',
      );
  }
  const items = lists.map((list, at) => `unnest(${list}) AS ${quoteName(`u${at + 1}`)}`);
  if (node.ordinality) {
    const most =
      lists.length === 1 ? `len(${lists[0]})` : `greatest(${lists.map((list) => `coalesce(len(${list}), 0)`).join(', ')})`;
    items.push(`unnest(range(1, coalesce(${most}, 0) + 1)) AS ${quoteName('ordinality')}`);
    add(`${alias}.${quoteName('ordinality')}`, BIGINT);
  }
  return { sql: `LATERAL (SELECT ${items.join(', ')}) AS ${alias}`, columns };
}

/** `TABLE(sequence(start, stop, step))`; `UNNEST` takes it too. */
function tableFunction(
  translation: Translation,
  scope: Scope,
  node: Extract<Relation, { relation: 'function' }>,
): TranslatedRelation {
  if (node.name.toLowerCase() !== 'sequence')
    throw translation.error(
      'FUNCTION_NOT_FOUND',
      node.at,
      `Table function '${node.name}' not registered; there is TABLE(sequence(start, stop)), and UNNEST for arrays`,
      node.name,
    );
  const [start, stop, step] = node.arguments.map((each) => coerce(translation, expression(translation, scope, each), BIGINT));
  if (start === undefined || stop === undefined)
    throw translation.error('INVALID_ARGUMENTS', node.at, 'sequence takes start, stop and a step', node.name);
  const alias = translation.fresh('r');
  return {
    sql: `(SELECT unnest(generate_series(${start}, ${stop}, ${step ?? '1'})) AS sequential_number) AS ${alias}`,
    columns: [{ name: 'sequential_number', relation: [], sql: `${alias}.sequential_number`, type: BIGINT }],
  };
}
