import { arrayOf, duckType, fieldKey, quoteName, quoteText, type TrinoType, typeText } from '../types.ts';
import { host } from './host-call.ts';
import { secondsText, tzText } from './time-zones.ts';

/** Names one value in SQL that uses it more than once. `depth` keeps the names of nested casts apart. */
function named(sql: string, depth: number, build: (name: string) => string): string {
  if (/^\w+$/u.test(sql)) return build(sql);
  const name = `json${depth}`;
  return `(list_transform([${sql}], lambda ${name}: ${build(name)})[1])`;
}

/** Whether Trino casts between the type and JSON. */
export function castsToJson(type: TrinoType): boolean {
  if (type.kind === 'array') return castsToJson(type.element);
  if (type.kind === 'map')
    return castsToJson(type.key) && type.key.kind !== 'array' && type.key.kind !== 'row' && castsToJson(type.value);
  if (type.kind === 'row') return type.fields.every((field) => castsToJson(field.type));
  return !['varbinary', 'time', 'interval_day_second', 'interval_year_month', 'uuid'].includes(type.kind);
}

export function castsFromJson(type: TrinoType): boolean {
  return castsToJson(type) && type.kind !== 'char' && type.kind !== 'timestamp_tz';
}

/** JSON's text of a value; SQL's NULL is NULL, and JSON's null inside of others. Keys of maps are sorted; a row is an object. */
export function castToJson(sql: string, from: TrinoType, depth = 1): string {
  switch (from.kind) {
    case 'unknown':
      return 'CAST(NULL AS VARCHAR)';
    case 'json':
      return sql;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      return from.scale > 6 ? host('sb_to_json_decimal', sql) : `CAST(${sql} AS VARCHAR)`;
    case 'double':
    case 'real':
      return host('sb_to_json_double', sql);
    case 'date':
      return `('"' || CAST(${sql} AS VARCHAR) || '"')`;
    case 'timestamp':
      return `('"' || ${secondsText(sql, from.precision)} || '"')`;
    case 'timestamp_tz':
      return `('"' || ${tzText(sql, from.precision)} || '"')`;
    case 'array':
      return named(
        sql,
        depth,
        (list) =>
          `CASE WHEN ${list} IS NULL THEN NULL ELSE ${bracketed('[', `list_transform(${list}, lambda item${depth}: ${memberToJson(`item${depth}`, from.element, depth)})`, ']')} END`,
      );
    case 'map':
      return named(sql, depth, (map) => `CASE WHEN ${map} IS NULL THEN NULL ELSE ${mapToJson(map, from, depth)} END`);
    case 'row':
      return named(sql, depth, (row) => {
        const members = from.fields.map((field, at) => {
          const value = memberToJson(`struct_extract(${row}, ${quoteText(fieldKey(field, at))})`, field.type, depth);
          return `${quoteText(`${JSON.stringify(field.name ?? '')}:`)} || ${value}`;
        });
        return `CASE WHEN ${row} IS NULL THEN NULL ELSE '{' || ${members.join(" || ',' || ")} || '}' END`;
      });
    default:
      return host('sb_to_json_text', sql);
  }
}

function memberToJson(sql: string, type: TrinoType, depth: number): string {
  return `coalesce(${castToJson(sql, type, depth + 1)}, 'null')`;
}

/** An empty list joins to NULL. */
function bracketed(open: string, list: string, close: string): string {
  return `'${open}' || coalesce(array_to_string(${list}, ','), '') || '${close}'`;
}

function mapToJson(map: string, { key, value }: Extract<TrinoType, { kind: 'map' }>, depth: number): string {
  const entry = `entry${depth}`;
  const text =
    key.kind === 'varchar' || key.kind === 'char' || key.kind === 'json' ? `${entry}.key` : keyText(`${entry}.key`, key, depth);
  const members = `list_sort(list_transform(map_entries(${map}), lambda ${entry}: {'k': ${text}, 'v': ${memberToJson(`${entry}.value`, value, depth)}}))`;
  return bracketed(
    '{',
    `list_transform(${members}, lambda pair${depth}: sb_to_json_text(pair${depth}.k) || ':' || pair${depth}.v)`,
    '}',
  );
}

/** A key of another type is the text that it has in JSON, without quotes. */
function keyText(sql: string, type: TrinoType, depth: number): string {
  return `trim(${castToJson(sql, type, depth + 1)}, '"')`;
}

/**
 * A value of JSON as a value of the type: NULL for JSON's null. What it can't be fails with Trino's message ("Cannot cast '[1]' to
 * bigint"); `safe` makes it NULL.
 */
export function castFromJson(sql: string, to: TrinoType, safe: boolean, fail: (message: string) => string): string {
  if (!castsFromJson(to)) return fail(`Cannot cast json to ${typeText(to)}`);
  const cast = fromJson(sql, to, 1);
  return safe ? `TRY(${cast})` : cast;
}

const RANGES: Partial<Record<TrinoType['kind'], [least: string, most: string]>> = {
  tinyint: ['-128', '127'],
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

function fromJson(sql: string, to: TrinoType, depth: number): string {
  const cast = (text: string): string => `CAST(${text} AS ${duckType(to)})`;
  const range = RANGES[to.kind];
  if (range) return cast(host('sb_json_integer', sql, quoteText(to.kind), `'${range[0]}'`, `'${range[1]}'`));
  switch (to.kind) {
    case 'json':
      return sql;
    case 'boolean':
      return cast(host('sb_json_boolean', sql));
    case 'double':
    case 'real':
      return cast(host('sb_json_double', sql, quoteText(to.kind)));
    case 'decimal':
      return cast(host('sb_json_decimal', sql, `'${to.precision}'`, `'${to.scale}'`));
    case 'date':
    case 'timestamp':
      return cast(textOf(host('sb_json_string', sql, quoteText(typeText(to))), depth));
    case 'varchar':
      return textOf(host('sb_json_varchar', sql, `'${to.length ?? ''}'`), depth);
    case 'array':
      return `list_transform(${listOf('sb_json_elements', sql, to)}, lambda item${depth}: ${fromJson(`item${depth}`, to.element, depth + 1)})`;
    case 'map':
      return mapFromJson(sql, to, depth);
    case 'row': {
      const names = quoteText(JSON.stringify(to.fields.map(({ name }) => (name ?? '').toLowerCase())));
      return named(`CAST(${host('sb_json_fields', sql, quoteText(typeText(to)), names)} AS VARCHAR[])`, depth, (list) => {
        const fields = to.fields.map(
          (field, at) => `${quoteName(fieldKey(field, at))} := ${fromJson(`${list}[${at + 1}]`, field.type, depth + 1)}`,
        );
        return `CASE WHEN ${list} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
      });
    }
    default:
      throw new Error(`No cast from json to ${typeText(to)}`);
  }
}

/** The host gives keys and values in turn; a key that is to be a text is no JSON. */
function mapFromJson(sql: string, to: Extract<TrinoType, { kind: 'map' }>, depth: number): string {
  const item = `item${depth}`;
  const isText = to.key.kind === 'varchar' && to.key.length === undefined;
  return named(listOf('sb_json_entries', sql, to, isText ? "'text'" : "'json'"), depth, (list) => {
    const every = (remainder: number): string =>
      `list_filter(${list}, lambda entry${depth}, at${depth}: at${depth} % 2 = ${remainder})`;
    const keys = isText ? every(1) : `list_transform(${every(1)}, lambda ${item}: ${fromJson(item, to.key, depth + 1)})`;
    const values = `list_transform(${every(0)}, lambda ${item}: ${fromJson(item, to.value, depth + 1)})`;
    return `CASE WHEN ${list} IS NULL THEN NULL ELSE map(${keys}, ${values}) END`;
  });
}

function listOf(name: string, sql: string, to: TrinoType, ...more: string[]): string {
  return `CAST(${host(name, sql, quoteText(typeText(to)), ...more)} AS ${duckType(arrayOf({ kind: 'varchar' }))})`;
}

/** A text of the host that may be a failure. */
function textOf(call: string, depth: number): string {
  const name = `text${depth}`;
  return `(list_transform([${call}], lambda ${name}: CASE WHEN starts_with(${name}, chr(1)) THEN CAST(CAST(substr(${name}, 2) AS INTEGER) AS VARCHAR) ELSE ${name} END)[1])`;
}
