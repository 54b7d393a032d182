import type { TypeName } from '../../../src/dialect/ast.ts';
import { Cursor } from '../../../src/dialect/parse/cursor.ts';
import { rules } from '../../../src/dialect/parse/parse.ts';
import { Translation } from '../../../src/dialect/translate/translation.ts';
import { namedType } from '../../../src/dialect/translate/type-names.ts';
import type { TrinoType } from '../../../src/dialect/types.ts';

/** The type that the engine calls `map(varchar, decimal(18,10))`. */
export function typeOf(text: string): TrinoType {
  if (text === 'unknown') return { kind: 'unknown' };
  if (text.startsWith('interval day')) return { kind: 'interval_day_second' };
  if (text.startsWith('interval year')) return { kind: 'interval_year_month' };
  const name: TypeName = rules.type(new Cursor(text, rules));
  return namedType(new Translation(text, { current: '', schemas: [] }, () => ({ sql: '', columns: [] })), name);
}

/** The type as Glue and Hive write it: `map<string,decimal(18,10)>`. */
export function hiveType(type: TrinoType): string {
  switch (type.kind) {
    case 'varchar':
    case 'char':
    case 'json':
    case 'uuid':
      return 'string';
    case 'integer':
      return 'int';
    case 'real':
      return 'float';
    case 'varbinary':
      return 'binary';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'timestamp':
    case 'timestamp_tz':
      return 'timestamp';
    case 'array':
      return `array<${hiveType(type.element)}>`;
    case 'map':
      return `map<${hiveType(type.key)},${hiveType(type.value)}>`;
    case 'row':
      return `struct<${type.fields.map(({ name, type: field }, at) => `${name ?? `col${at}`}:${hiveType(field)}`).join(',')}>`;
    default:
      return type.kind;
  }
}
