import { castFromJson, castToJson } from '../functions/json-casts.ts';
import { fromLocal, instantOf, localTime, makeTz, parseTz, tzText } from '../functions/time-zones.ts';
import {
  arrayOf,
  decimal,
  duckType,
  fieldKey,
  isInteger,
  isNumeric,
  isText,
  MAX_PRECISION,
  quoteName,
  quoteText,
  sameType,
  timestamp,
  type TrinoType,
  typeText,
} from '../types.ts';
import { each } from '../sql-parts.ts';
import { failure, type Translation } from './translation.ts';

/** What is to happen where a value can't be cast: an error that the person sees, or NULL (`try_cast`). */
type Mode = { translation: Translation; safe: boolean };

/**
 * `sql` as Trino's `CAST(… AS to)` gives it; undefined where Trino has no such cast. `safe` is `TRY_CAST`. Source: the conversion page
 * of Trino's documentation.
 */
export function castSql(translation: Translation, sql: string, from: TrinoType, to: TrinoType, safe = false): string | undefined {
  const mode = { translation, safe };
  if (from.kind === 'unknown') return `CAST(NULL AS ${duckType(to)})`;
  if (sameType(from, to)) return sql;
  if (to.kind === 'json') return isText(from) ? castToJson(sql, from) : castable(from) ? castToJson(sql, from) : undefined;
  if (from.kind === 'json') return castFromJson(sql, to, safe, (message) => fail(mode, message, to));
  if (isText(to)) return toText(mode, sql, from, to);
  if (isText(from)) return fromText(mode, sql, to);
  if (isNumeric(to)) return toNumber(mode, sql, from, to);
  if (to.kind === 'boolean') return isNumeric(from) ? `(${sql} <> 0)` : undefined;
  if (to.kind === 'date' || to.kind === 'timestamp' || to.kind === 'timestamp_tz' || to.kind === 'time')
    return toTime(sql, from, to);
  return nested(mode, sql, from, to);
}

function castable(type: TrinoType): boolean {
  return type.kind !== 'varbinary' && type.kind !== 'interval_day_second' && type.kind !== 'interval_year_month';
}

function fail({ safe }: Mode, message: string, to: TrinoType): string {
  return safe ? `CAST(NULL AS ${duckType(to)})` : failure(message, to);
}

const castWord = ({ safe }: Mode): string => (safe ? 'TRY_CAST' : 'CAST');

function toText(
  mode: Mode,
  sql: string,
  from: TrinoType,
  to: Extract<TrinoType, { kind: 'varchar' | 'char' }>,
): string | undefined {
  const text = asText(sql, from);
  if (text === undefined || to.length === undefined) return text;
  if (from.kind === 'varchar' || from.kind === 'char') {
    const cut = from.length !== undefined && from.length <= to.length ? text : `left(${text}, ${to.length})`;
    return to.kind === 'char' ? `rpad(${cut}, ${to.length}, ' ')` : cut;
  }
  return mode.translation.once(
    text,
    (value) =>
      `CASE WHEN length(${value}) > ${to.length} THEN ${fail(mode, `Value cannot be represented as ${typeText(to)}`, to)} ELSE ${value} END`,
  );
}

/** A value as Trino writes it in a varchar; undefined for what has no such cast. */
export function asText(sql: string, from: TrinoType): string | undefined {
  switch (from.kind) {
    case 'varchar':
    case 'char':
      return sql;
    case 'double':
    case 'real':
      return `sb_double_text(CAST(${sql} AS VARCHAR))`;
    case 'timestamp':
      return timestampText(sql, from.precision);
    case 'timestamp_tz':
      return tzText(sql, from.precision);
    case 'time':
      return timeText(sql, from.precision);
    case 'interval_day_second':
      return dayIntervalText(sql);
    case 'interval_year_month':
      return monthIntervalText(sql);
    case 'varbinary':
    case 'array':
    case 'map':
    case 'row':
      return undefined;
    case 'decimal': {
      // DuckDB writes no zero before the point where the type has no digit for it.
      const wide = from.scale === from.precision && from.scale < MAX_PRECISION;
      return `CAST(${wide ? `CAST(${sql} AS ${duckType(decimal(from.precision + 1, from.scale))})` : sql} AS VARCHAR)`;
    }
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

/** `2024-03-05 14:07:09.123` with as many digits as the type has. */
export function timestampText(sql: string, precision: number): string {
  if (precision === 0) return `strftime(${sql}, '%Y-%m-%d %H:%M:%S')`;
  const text = `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%f')`;
  return precision <= 6 ? `left(${text}, ${20 + precision})` : `rpad(${text}, ${20 + precision}, '0')`;
}

function timeText(sql: string, precision: number): string {
  const text = `strftime(DATE '1970-01-01' + ${sql}, '%H:%M:%S.%f')`;
  return precision === 0 ? `left(${text}, 8)` : `left(${text}, ${9 + Math.min(precision, 6)})`;
}

function dayIntervalText(sql: string): string {
  const micros = `abs(epoch_us(${sql}))`;
  const part = (divisor: string, modulo: string, width: number) =>
    `lpad(CAST(${micros} // ${divisor} % ${modulo} AS VARCHAR), ${width}, '0')`;
  return `(CASE WHEN epoch_us(${sql}) < 0 THEN '-' ELSE '' END || CAST(${micros} // 86400000000 AS VARCHAR) || ' ' || ${part('3600000000', '24', 2)} || ':' || ${part('60000000', '60', 2)} || ':' || ${part('1000000', '60', 2)} || '.' || ${part('1000', '1000', 3)})`;
}

function monthIntervalText(sql: string): string {
  const months = `(datepart('year', ${sql}) * 12 + datepart('month', ${sql}))`;
  return `(CASE WHEN ${months} < 0 THEN '-' ELSE '' END || CAST(abs(${months}) // 12 AS VARCHAR) || '-' || CAST(abs(${months}) % 12 AS VARCHAR))`;
}

/** What Trino takes for a value of the type; DuckDB takes more, and reads it its own way. */
const TEXT_FORMS: Partial<Record<TrinoType['kind'], string>> = {
  tinyint: '[+-]?\\d+',
  smallint: '[+-]?\\d+',
  integer: '[+-]?\\d+',
  bigint: '[+-]?\\d+',
  decimal: '\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*',
  double: '\\s*[+-]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)[dDfF]?\\s*',
  real: '\\s*[+-]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)[dDfF]?\\s*',
  date: '\\s*[+-]?\\d{4,}-\\d{1,2}-\\d{1,2}\\s*',
  timestamp: '\\s*[+-]?\\d{4,}-\\d{1,2}-\\d{1,2}( \\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d+)?)?)?\\s*',
  time: '\\s*\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d+)?)?\\s*',
};

function fromText(mode: Mode, sql: string, to: TrinoType): string | undefined {
  const { translation } = mode;
  const invalid = fail(mode, `Value cannot be cast to ${typeText(to)}`, to);
  if (to.kind === 'boolean') {
    return translation.once(
      sql,
      (text) =>
        `CASE WHEN lower(${text}) IN ('true', 't', '1') THEN TRUE WHEN lower(${text}) IN ('false', 'f', '0') THEN FALSE WHEN ${text} IS NULL THEN NULL ELSE ${invalid} END`,
    );
  }
  if (to.kind === 'timestamp_tz') return parseTz(sql);
  if (to.kind === 'varbinary') return `encode(${sql})`;
  if (to.kind === 'array' || to.kind === 'map' || to.kind === 'row') return undefined;
  const form = TEXT_FORMS[to.kind];
  if (form === undefined) return to.kind === 'uuid' ? `${castWord(mode)}(${sql} AS UUID)` : undefined;
  return translation.once(sql, (text) => {
    const value = to.kind === 'double' || to.kind === 'real' ? `rtrim(trim(${text}), 'dDfF')` : `trim(${text})`;
    const cast = atPrecision(`${castWord(mode)}(${value} AS ${duckType(to)})`, timestamp(6), to);
    return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_full_match(${text}, ${quoteText(form)}) THEN ${cast} ELSE ${invalidText(mode, text, to, invalid)} END`;
  });
}

/** The failure of a cast names the value that could not be cast. */
function invalidText(mode: Mode, text: string, to: TrinoType, invalid: string): string {
  if (mode.safe) return invalid;
  return `CAST(CAST(CAST('sandbank: Cannot cast ''' || ${text} || ''' to ${typeText(to)}' AS INTEGER) AS VARCHAR) AS ${duckType(to)})`;
}

function toNumber(mode: Mode, sql: string, from: TrinoType, to: TrinoType): string | undefined {
  if (from.kind === 'boolean') return `CAST(${sql} AS ${duckType(to)})`;
  if (!isNumeric(from)) return undefined;
  const value = isInteger(to) && (from.kind === 'double' || from.kind === 'real') ? `round(${sql})` : sql;
  return `${castWord(mode)}(${value} AS ${duckType(to)})`;
}

function toTime(sql: string, from: TrinoType, to: TrinoType): string | undefined {
  if (to.kind === 'time') {
    if (from.kind === 'time') return sql;
    if (from.kind === 'timestamp') return `CAST(${sql} AS TIME)`;
    return from.kind === 'timestamp_tz' ? `CAST(${localTime(sql)} AS TIME)` : undefined;
  }
  const wall =
    from.kind === 'timestamp_tz' ? localTime(sql) : from.kind === 'date' || from.kind === 'timestamp' ? sql : undefined;
  if (wall === undefined) return undefined;
  if (to.kind === 'date') return `CAST(${wall} AS DATE)`;
  const precise = from.kind === 'date' ? `CAST(${wall} AS TIMESTAMP)` : wall;
  if (to.kind === 'timestamp') return atPrecision(precise, from, to);
  if (from.kind === 'timestamp_tz') return sql;
  return makeTz(fromLocal(atPrecision(precise, from, to), "'UTC'"), "'UTC'");
}

/** A timestamp cut to fewer digits is rounded half up. */
function atPrecision(sql: string, from: TrinoType, to: TrinoType): string {
  if (to.kind !== 'timestamp' && to.kind !== 'timestamp_tz') return sql;
  const had = from.kind === 'date' ? 0 : 'precision' in from ? from.precision : 6;
  if (to.precision >= Math.min(had, 6)) return sql;
  const step = 10 ** (6 - to.precision);
  return `make_timestamp((epoch_us(${sql}) + ${step / 2}) // ${step} * ${step})`;
}

function nested(mode: Mode, sql: string, from: TrinoType, to: TrinoType): string | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    let element: string | undefined;
    let same = true;
    const list = each(sql, (name) => {
      element = castSql(mode.translation, name, from.element, to.element, mode.safe);
      same = element === name;
      return element ?? name;
    });
    return element === undefined ? undefined : same ? sql : list;
  }
  if (from.kind === 'map' && to.kind === 'map') return mapCast(mode, sql, from, to);
  if (from.kind === 'row' && to.kind === 'row' && from.fields.length === to.fields.length) return rowCast(mode, sql, from, to);
  return undefined;
}

type Kind<K extends TrinoType['kind']> = Extract<TrinoType, { kind: K }>;

function mapCast({ translation, safe }: Mode, sql: string, from: Kind<'map'>, to: Kind<'map'>): string | undefined {
  let possible = true;
  const cast = translation.once(sql, (map) => {
    const keys = castSql(translation, `map_keys(${map})`, arrayOf(from.key), arrayOf(to.key), safe);
    const values = castSql(translation, `map_values(${map})`, arrayOf(from.value), arrayOf(to.value), safe);
    possible = keys !== undefined && values !== undefined;
    return `CASE WHEN ${map} IS NULL THEN NULL ELSE map(${keys}, ${values}) END`;
  });
  return possible ? cast : undefined;
}

function rowCast({ translation, safe }: Mode, sql: string, from: Kind<'row'>, to: Kind<'row'>): string | undefined {
  let possible = true;
  const cast = translation.once(sql, (row) => {
    const fields = from.fields.map((field, at) => {
      const target = to.fields[at] ?? field;
      const value = castSql(
        translation,
        `struct_extract(${row}, ${quoteText(fieldKey(field, at))})`,
        field.type,
        target.type,
        safe,
      );
      possible &&= value !== undefined;
      return `${quoteName(fieldKey(target, at))} := ${value}`;
    });
    return `CASE WHEN ${row} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
  });
  return possible ? cast : undefined;
}

/** What compares, sorts and joins as the value does. */
export function comparable(sql: string, type: TrinoType): string {
  if (type.kind === 'char') return `rtrim(${sql}, ' ')`;
  return type.kind === 'timestamp_tz' ? instantOf(sql) : sql;
}
