import { FAILURE_MARK } from '../failure-mark.ts';
import { quoteText } from '../types.ts';
import { bind } from '../sql-parts.ts';
import { fixedOffset, normalZone } from './zone-offsets.ts';

/**
 * SQL over timestamps with time zone, which DuckDB holds as `STRUCT(t TIMESTAMP, z VARCHAR)`: the instant in UTC and the zone's name as
 * `zoneName` gives it. NULL is a NULL struct, never one of NULLs.
 */
export const TZ_TYPE = 'STRUCT(t TIMESTAMP, z VARCHAR)';

const TEXT = /^'(?:[^']|'')*'$/u;

function literal(sql: string): string | undefined {
  return TEXT.test(sql) ? sql.slice(1, -1).replaceAll("''", "'") : undefined;
}

/** SQL of a text that fails with the message when it is evaluated. */
function failedText(message: string): string {
  return `CAST(CAST(${message} AS BIGINT) AS VARCHAR)`;
}

/** The instant, a TIMESTAMP in UTC. */
export function instantOf(sql: string): string {
  return `(${sql}).t`;
}

/** What a clock in the value's zone shows: a TIMESTAMP. */
export function localTime(sql: string): string {
  return bind(sql, (v) => `CASE WHEN ${v}.z = 'UTC' THEN ${v}.t ELSE ${v}.t + to_seconds(${zoneOffset(v)}) END`);
}

/** The offset of the value's zone at its instant, in seconds east of UTC: a BIGINT. `value` is a name. */
export function zoneOffset(value: string): string {
  return `CAST(sb_zone_offset(CAST(epoch_ms(${value}.t) AS VARCHAR), CAST(${value}.z AS VARCHAR)) AS BIGINT)`;
}

/** The instant at which a clock in the zone shows the TIMESTAMP: of two the earlier; a skipped time shifts forward by the gap. */
export function fromLocal(timestamp: string, zone: string): string {
  const name = literal(zone);
  const known = name === undefined ? undefined : normalZone(name);
  const fixed = known === undefined ? undefined : fixedOffset(known);
  if (fixed === 0) return timestamp;
  if (fixed !== undefined) return `(${timestamp} - to_seconds(${fixed}))`;
  return bind(
    timestamp,
    (v) => `(${v} - to_seconds(CAST(sb_local_offset(CAST(epoch_ms(${v}) AS VARCHAR), CAST(${zone} AS VARCHAR)) AS BIGINT)))`,
  );
}

/** The name that Trino gives to a zone; the SQL fails for a text that names none. */
export function zoneName(sql: string): string {
  const name = literal(sql);
  if (name !== undefined) {
    const known = normalZone(name);
    return known === undefined ? failedText(quoteText(`${FAILURE_MARK}Time zone not supported: ${name}`)) : quoteText(known);
  }
  if (sql.endsWith('.z')) return sql;
  return bind(
    `sb_zone(CAST(${sql} AS VARCHAR))`,
    (v) => `CASE WHEN starts_with(${v}, '!') THEN ${failedText(`substr(${v}, 2)`)} ELSE ${v} END`,
  );
}

/** A timestamp with time zone of an instant (TIMESTAMP in UTC) and a zone's name, which is checked. */
export function makeTz(instant: string, zone: string): string {
  const name = zoneName(zone);
  // DuckDB copies the operand of nullif: the time doubles with each that stands in another.
  const copied = instant.split('nullif(').length;
  if (literal(name) !== undefined && copied < 4)
    return `nullif({t: ${instant}, z: ${name}}, {t: CAST(NULL AS TIMESTAMP), z: ${name}})`;
  return bind(`{t: ${instant}, z: ${name}}`, (v) => `CASE WHEN ${v}.t IS NULL OR ${v}.z IS NULL THEN NULL ELSE ${v} END`);
}

/** Cast to varchar: `2024-03-05 10:00:00.000 UTC`. */
export function tzText(sql: string, precision: number): string {
  return bind(sql, (v) => `(${secondsText(localTime(v), precision)} || ' ' || ${v}.z)`);
}

/** `2024-03-05 10:00:00.000`: a TIMESTAMP with so many digits of its fraction, cut; `between` stands between date and time. */
export function secondsText(timestamp: string, precision: number, between = ' '): string {
  const format = `'%Y-%m-%d${between}%H:%M:%S`;
  if (precision === 0) return `strftime(${timestamp}, ${format}')`;
  if (precision === 3) return `strftime(${timestamp}, ${format}.%g')`;
  const text = `strftime(${timestamp}, ${format}.%f')`;
  return precision >= 6 ? `(${text} || '${'0'.repeat(precision - 6)}')` : `${text}[:${precision - 7}]`;
}

/** Cast of a varchar to timestamp with time zone, to microseconds; the SQL fails with Trino's message where it can't be. */
export function parseTz(text: string): string {
  return readTz(`sb_parse_tz(CAST(${text} AS VARCHAR))`);
}

/** The timestamp with time zone that a host function wrote as `micros|zone`. */
export function readTz(sql: string): string {
  return bind(
    sql,
    (v) =>
      `CASE WHEN ${v} IS NULL THEN NULL ELSE {t: make_timestamp(CAST(split_part(${v}, '|', 1) AS BIGINT)), z: split_part(${v}, '|', 2)} END`,
  );
}

/** The clock of the transaction, a TIMESTAMP in UTC with milliseconds. */
export const CLOCK = `date_trunc('millisecond', make_timestamp(epoch_us(transaction_timestamp())))`;

/** An offset in seconds (SQL) as `+02:00`; `colon` stands between hours and minutes. */
export function offsetText(seconds: string, colon = ':'): string {
  const two = (value: string) => `lpad(CAST(${value} AS VARCHAR), 2, '0')`;
  return bind(
    seconds,
    (v) =>
      `(CASE WHEN ${v} < 0 THEN '-' ELSE '+' END || ${two(`abs(${v}) // 3600`)} || '${colon}' || ${two(`abs(${v}) // 60 % 60`)})`,
  );
}
