/** Trino's types as the translator follows them through a query. Source: the data types page of Trino's documentation. */
export type TrinoType =
  | {
      kind:
        | 'unknown'
        | 'boolean'
        | 'tinyint'
        | 'smallint'
        | 'integer'
        | 'bigint'
        | 'real'
        | 'double'
        | 'varbinary'
        | 'date'
        | 'json'
        | 'uuid';
    }
  | { kind: 'interval_year_month' | 'interval_day_second' }
  /**
   * `measured`: it comes from a column of data, where Athena has a double (all amounts of a CUR). It is added up exactly here; where a
   * decimal would behave otherwise than a double (quotients, products without room), it becomes one.
   */
  | { kind: 'decimal'; precision: number; scale: number; measured?: true }
  /** Without a length it is unbounded. */
  | { kind: 'varchar'; length?: number }
  | { kind: 'char'; length: number }
  | { kind: 'time' | 'timestamp' | 'timestamp_tz'; precision: number }
  | { kind: 'array'; element: TrinoType }
  | { kind: 'map'; key: TrinoType; value: TrinoType }
  | { kind: 'row'; fields: RowField[] };

export type RowField = { name?: string; type: TrinoType };
export type TypeKind = TrinoType['kind'];
export type DecimalType = Extract<TrinoType, { kind: 'decimal' }>;

export const MAX_PRECISION = 38;

export const UNKNOWN: TrinoType = { kind: 'unknown' };
export const BOOLEAN: TrinoType = { kind: 'boolean' };
export const INTEGER: TrinoType = { kind: 'integer' };
export const BIGINT: TrinoType = { kind: 'bigint' };
export const DOUBLE: TrinoType = { kind: 'double' };
export const VARCHAR: TrinoType = { kind: 'varchar' };
export const DATE: TrinoType = { kind: 'date' };
export const JSON_TYPE: TrinoType = { kind: 'json' };
export const decimal = (precision: number, scale: number): DecimalType => ({ kind: 'decimal', precision, scale });
export const timestamp = (precision: number): TrinoType => ({ kind: 'timestamp', precision });
export const timestampTz = (precision: number): TrinoType => ({ kind: 'timestamp_tz', precision });
export const arrayOf = (element: TrinoType): TrinoType => ({ kind: 'array', element });
export const mapOf = (key: TrinoType, value: TrinoType): TrinoType => ({ kind: 'map', key, value });

const INTEGER_ORDER: readonly TypeKind[] = ['tinyint', 'smallint', 'integer', 'bigint'];
/** Digits that an integer type needs as a decimal. */
const INTEGER_DIGITS: Partial<Record<TypeKind, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

export const isInteger = (type: TrinoType): boolean => INTEGER_ORDER.includes(type.kind);
export const isNumeric = (type: TrinoType): boolean =>
  isInteger(type) || type.kind === 'decimal' || type.kind === 'real' || type.kind === 'double';
export const isText = (type: TrinoType): type is Extract<TrinoType, { kind: 'varchar' | 'char' }> =>
  type.kind === 'varchar' || type.kind === 'char';
export const isInterval = (type: TrinoType): boolean =>
  type.kind === 'interval_day_second' || type.kind === 'interval_year_month';

/** The type as Trino writes it: `decimal(10,2)`, `varchar(3)`, `timestamp(3) with time zone`, `map(varchar, bigint)`. */
export function typeText(type: TrinoType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'time':
    case 'timestamp':
      return `${type.kind}(${type.precision})`;
    case 'timestamp_tz':
      return `timestamp(${type.precision}) with time zone`;
    case 'interval_day_second':
      return 'interval day to second';
    case 'interval_year_month':
      return 'interval year to month';
    case 'array':
      return `array(${typeText(type.element)})`;
    case 'map':
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'row':
      return `row(${type.fields.map(({ name, type: field }) => (name === undefined ? '' : `${name} `) + typeText(field)).join(', ')})`;
    default:
      return type.kind;
  }
}

/**
 * How DuckDB holds a value of the type. A timestamp with time zone is its instant in UTC and the name of its zone, since this build
 * of DuckDB knows no zones; JSON is its text.
 */
export function duckType(type: TrinoType): string {
  switch (type.kind) {
    case 'unknown':
      return 'INTEGER';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'varchar':
    case 'char':
    case 'json':
      return 'VARCHAR';
    case 'varbinary':
      return 'BLOB';
    case 'time':
      return 'TIME';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'timestamp_tz':
      return 'STRUCT(t TIMESTAMP, z VARCHAR)';
    case 'interval_day_second':
    case 'interval_year_month':
      return 'INTERVAL';
    case 'array':
      return `${duckType(type.element)}[]`;
    case 'map':
      return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map((field, at) => `${quoteName(fieldKey(field, at))} ${duckType(field.type)}`).join(', ')})`;
    default:
      return type.kind.toUpperCase();
  }
}

/** The name that a field has in DuckDB's struct, whose fields all have one. */
export function fieldKey(field: RowField, index: number): string {
  return field.name ?? `field${index}`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sameType(a: TrinoType, b: TrinoType): boolean {
  return typeText(a) === typeText(b);
}

/** Whether a value of `from` is taken where `to` is wanted without a cast. */
export function coerces(from: TrinoType, to: TrinoType): boolean {
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to);
}

/** The type that both become where they meet (in `=`, CASE, UNION, arrays); undefined where Trino refuses them. */
export function commonType(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (isText(a) && isText(b)) return commonText(a, b);
  if (isTime(a) && isTime(b)) return commonTime(a, b);
  return commonNested(a, b) ?? (sameType(a, b) ? a : undefined);
}

function commonNumber(a: TrinoType, b: TrinoType): TrinoType {
  if (a.kind === 'double' || b.kind === 'double') return DOUBLE;
  if (a.kind === 'real' || b.kind === 'real') return { kind: 'real' };
  if (isInteger(a) && isInteger(b)) return INTEGER_ORDER.indexOf(a.kind) >= INTEGER_ORDER.indexOf(b.kind) ? a : b;
  const [left, right] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return measuredLike(decimal(Math.min(MAX_PRECISION, whole + scale), scale), left, right);
}

/** `type`, measured where one of `others` is. */
export function measuredLike(type: TrinoType, ...others: readonly TrinoType[]): TrinoType {
  const measured = others.some((other) => other.kind === 'decimal' && other.measured === true);
  return type.kind === 'decimal' && measured ? { ...type, measured } : type;
}

/** A decimal itself, or the decimal that an integer type becomes. */
export function asDecimal(type: TrinoType): DecimalType {
  return type.kind === 'decimal' ? type : decimal(INTEGER_DIGITS[type.kind] ?? 19, 0);
}

function commonText(a: TrinoType, b: TrinoType): TrinoType {
  if (!isText(a) || !isText(b)) return VARCHAR;
  if (a.length === undefined || b.length === undefined) return VARCHAR;
  const length = Math.max(a.length, b.length);
  return a.kind === 'char' || b.kind === 'char' ? { kind: 'char', length } : { kind: 'varchar', length };
}

function isTime(type: TrinoType): boolean {
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamp_tz' || type.kind === 'time';
}

function commonTime(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (a.kind === 'time' || b.kind === 'time') return a.kind === b.kind ? longer(a, b) : undefined;
  if (a.kind === 'date' && b.kind === 'date') return a;
  const kind = a.kind === 'timestamp_tz' || b.kind === 'timestamp_tz' ? 'timestamp_tz' : 'timestamp';
  return { kind, precision: Math.max(precisionOf(a), precisionOf(b)) };
}

const precisionOf = (type: TrinoType): number => ('precision' in type ? type.precision : 0);
const longer = (a: TrinoType, b: TrinoType): TrinoType => (precisionOf(a) >= precisionOf(b) ? a : b);

function commonNested(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && arrayOf(element);
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && mapOf(key, value);
  }
  if (a.kind !== 'row' || b.kind !== 'row' || a.fields.length !== b.fields.length) return undefined;
  const fields: RowField[] = [];
  for (const [at, field] of a.fields.entries()) {
    const other = b.fields[at];
    const type = other && commonType(field.type, other.type);
    if (type === undefined) return undefined;
    const name = field.name === other?.name ? field.name : undefined;
    fields.push(name === undefined ? { type } : { name, type });
  }
  return { kind: 'row', fields };
}
