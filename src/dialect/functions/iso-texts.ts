import { FAILURE_MARK } from '../failure-mark.ts';
import { inZone, localMicros } from './timestamp-texts.ts';

const DATE_FORM =
  /^(?<year>[+-]?\d{4,9})(?:-W(?<week>\d{1,2})(?:-(?<weekday>\d))?|-(?<ordinal>\d{3})|-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/u;
const TIME_FORM =
  /^(?:(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2}))?)?(?:[.,](?<fraction>\d+))?)?(?<zone>Z|z|[+-]\d{2}(?::?\d{2})?)?$/u;
const DAY_MS = 86_400_000;
const NO_TIME = { hour: 0, minute: 0, second: 0, micros: 0 };

/** Days since 1970 of a calendar (`2024-03-05`), week (`2024-W10-2`) or ordinal date (`2024-065`) of ISO 8601; undefined for none. */
export function isoDay(text: string): number | undefined {
  const parts = DATE_FORM.exec(text)?.groups;
  if (!parts) return undefined;
  const year = Number(parts['year']);
  const { week, weekday, ordinal, month, day } = parts;
  if (week !== undefined) return weekDay(year, Number(week), Number(weekday ?? '1'));
  if (ordinal === undefined) return dayOf(year, Number(month ?? '1'), Number(day ?? '1'));
  const first = dayOf(year, 1, 1);
  const next = dayOf(year + 1, 1, 1);
  const found = first === undefined ? undefined : first + Number(ordinal) - 1;
  return found !== undefined && first !== undefined && next !== undefined && found >= first && found < next ? found : undefined;
}

/** Days since 1970; undefined for a date that isn't. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  const micros = localMicros(year, month, day, NO_TIME);
  return micros === undefined ? undefined : Number(micros / 1000n) / DAY_MS;
}

/** Days since 1970 of a day (1 is Monday) of a week of ISO 8601. */
export function weekDay(year: number, week: number, weekday: number): number | undefined {
  const start = firstMonday(year);
  const next = firstMonday(year + 1);
  if (start === undefined || next === undefined || weekday < 1 || weekday > 7 || week < 1) return undefined;
  const monday = start + (week - 1) * 7;
  return monday < next ? monday + weekday - 1 : undefined;
}

/** The Monday of the week with January 4. */
function firstMonday(year: number): number | undefined {
  const fourth = dayOf(year, 1, 4);
  return fourth === undefined ? undefined : fourth - ((((fourth + 3) % 7) + 7) % 7);
}

/** `micros|zone` of a time stamp of ISO 8601 whose fraction is cut to so many digits, or Trino's message. No offset is UTC. */
export function isoTimestamp(text: string, digits: number): string {
  const [date = '', ...rest] = text.split('T');
  const time = rest.join('T');
  const day = date === '' && time !== '' ? 0 : isoDay(date);
  const parts = rest.length > 1 ? undefined : TIME_FORM.exec(time)?.groups;
  if (day === undefined || !parts) return `${FAILURE_MARK}Invalid format: "${text}"`;
  const number = (name: string) => Number(parts[name] ?? '0');
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  if (hour > 23 || minute > 59 || second > 59) return `${FAILURE_MARK}Cannot parse "${text}": a field is out of its range`;
  const seconds = day * 86_400 + hour * 3600 + minute * 60 + second;
  const local = BigInt(seconds) * 1_000_000n + fraction(parts, digits);
  return inZone(local, parts['zone'] ?? 'UTC');
}

/** Microseconds of the fraction of the smallest unit that is written; beyond microseconds it is cut. */
function fraction(parts: Record<string, string | undefined>, digits: number): bigint {
  const unit = parts['second'] === undefined ? (parts['minute'] === undefined ? 3600n : 60n) : 1n;
  const written = (parts['fraction'] ?? '').slice(0, 15);
  if (written === '') return 0n;
  const micros = (BigInt(written) * unit * 1_000_000n) / 10n ** BigInt(written.length);
  return digits <= 3 ? (micros / 1000n) * 1000n : micros;
}

const DURATION_FORM = /^\s*(?<value>\d+(?:\.\d+)?)\s*(?<unit>[a-zA-Z]+)\s*$/u;
const UNIT_MS: Record<string, number> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS };

/** Milliseconds of `42.8ms`, `3.81 d`, `5m`, or Trino's message. */
export function durationMillis(text: string): string {
  const parts = DURATION_FORM.exec(text)?.groups;
  if (!parts) return `${FAILURE_MARK}duration is not a valid data duration string: ${text}`;
  const unit = UNIT_MS[parts['unit'] ?? ''];
  if (unit === undefined) return `${FAILURE_MARK}Unknown time unit: ${parts['unit']}`;
  return String(Math.floor(Number(parts['value']) * unit + 0.5));
}
