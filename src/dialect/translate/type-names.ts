import type { TypeName } from '../ast.ts';
import { arrayOf, decimal, mapOf, MAX_PRECISION, timestamp, timestampTz, type RowField, type TrinoType } from '../types.ts';
import type { Translation } from './translation.ts';

/** What a type's name stands for, where it has no parameters. Source: the types page of Trino's and the data types page of Athena's documentation. */
const SIMPLE: Record<string, TrinoType> = {
  boolean: { kind: 'boolean' },
  tinyint: { kind: 'tinyint' },
  smallint: { kind: 'smallint' },
  integer: { kind: 'integer' },
  int: { kind: 'integer' },
  bigint: { kind: 'bigint' },
  real: { kind: 'real' },
  double: { kind: 'double' },
  'double precision': { kind: 'double' },
  varbinary: { kind: 'varbinary' },
  date: { kind: 'date' },
  json: { kind: 'json' },
  uuid: { kind: 'uuid' },
  'interval day to second': { kind: 'interval_day_second' },
  'interval year to month': { kind: 'interval_year_month' },
};

/** Names of other engines' types, and Trino's. */
const INSTEAD: Record<string, string> = {
  string: 'varchar',
  text: 'varchar',
  float: 'real or double',
  numeric: 'decimal',
  number: 'decimal',
  datetime: 'timestamp',
  struct: 'row',
  list: 'array',
  bool: 'boolean',
  int64: 'bigint',
  long: 'bigint',
};

/** The type of that name. Throws TYPE_MISMATCH for one that Trino does not have, or with parameters that it cannot have. */
export function namedType(translation: Translation, name: TypeName): TrinoType {
  const bad = (message: string) => translation.error('TYPE_MISMATCH', name.at, message, name.name);
  const number = (index: number, otherwise: number, most: number): number => {
    const value = name.parameters[index];
    if (value === undefined) return otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw bad(`The parameter of ${name.name} must be a whole number up to ${most}`);
  };
  const type = (index: number): TrinoType => {
    const value = name.parameters[index];
    if (typeof value !== 'object')
      throw bad(
        `${name.name} needs ${name.name === 'map' ? 'the types of key and value: map(varchar, bigint)' : 'the type of its elements: array(varchar)'}`,
      );
    return namedType(translation, value);
  };
  switch (name.name) {
    case 'decimal':
    case 'dec': {
      const precision = number(0, MAX_PRECISION, MAX_PRECISION);
      const scale = number(1, 0, MAX_PRECISION);
      if (precision === 0 || scale > precision)
        throw bad(`decimal(${precision},${scale}) cannot be: the scale is at most the precision, which is 1 to ${MAX_PRECISION}`);
      return decimal(precision, scale);
    }
    case 'varchar':
      return name.parameters.length === 0 ? { kind: 'varchar' } : { kind: 'varchar', length: number(0, 0, 2_147_483_647) };
    case 'char':
      return { kind: 'char', length: number(0, 1, 65_536) };
    case 'time':
    case 'time without time zone':
      return { kind: 'time', precision: number(0, 3, 12) };
    case 'timestamp':
    case 'timestamp without time zone':
      return timestamp(number(0, 3, 12));
    case 'timestamp with time zone':
      return timestampTz(number(0, 3, 12));
    case 'array':
      return arrayOf(type(0));
    case 'map':
      return mapOf(type(0), type(1));
    case 'row':
      return {
        kind: 'row',
        fields: (name.fields ?? []).map((field): RowField =>
          field.name === undefined
            ? { type: namedType(translation, field.type) }
            : { name: field.name.text, type: namedType(translation, field.type) },
        ),
      };
  }
  const simple = SIMPLE[name.name];
  if (simple) return simple;
  const instead = INSTEAD[name.name];
  throw bad(`Unknown type: ${name.name}${instead === undefined ? '' : `; in Athena it is ${instead}`}`);
}
