import { FAILURE_MARK } from '../failure-mark.ts';
import { normalZone, offsetOfLocal } from './zone-offsets.ts';

const CAST_FORM =
  /^(?<year>[+-]?\d{4,})-(?<month>\d{1,2})-(?<day>\d{1,2})(?: (?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d+))?)?)?(?:\s*(?<zone>\S+))?$/u;

type Clock = { hour: number; minute: number; second: number; micros: number };

/** Microseconds since 1970 of a wall-clock time as if it were UTC; undefined for a date or time that isn't. */
export function localMicros(year: number, month: number, day: number, clock: Clock): bigint | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return undefined;
  const seconds = date.getTime() / 1000 + clock.hour * 3600 + clock.minute * 60 + clock.second;
  return BigInt(seconds) * 1_000_000n + BigInt(clock.micros);
}

/** Microseconds of a fraction's digits, rounded half up. */
export function fractionMicros(digits: string): number {
  return Math.round(Number(`${digits.slice(0, 6).padEnd(6, '0')}.${digits.slice(6, 15) || '0'}`));
}

/** `micros|zone` for microseconds that a clock in the zone shows; Trino's message for a zone that isn't. */
export function inZone(local: bigint, zoneText: string): string {
  const zone = normalZone(zoneText);
  const offset = zone === undefined ? undefined : offsetOfLocal(zone, Number(local / 1000n));
  if (zone === undefined || offset === undefined) return `${FAILURE_MARK}Time zone not supported: ${zoneText}`;
  return `${local - BigInt(offset) * 1_000_000n}|${zone}`;
}

/** What CAST makes of a text as timestamp with time zone: `micros|zone`, or Trino's message. Without a zone it is UTC. */
export function castTz(text: string): string {
  const parts = CAST_FORM.exec(text.trim())?.groups;
  const number = (name: string) => Number(parts?.[name] ?? '0');
  const micros = fractionMicros(parts?.['fraction'] ?? '');
  const clock = { hour: number('hour'), minute: number('minute'), second: number('second'), micros };
  const local = parts && localMicros(number('year'), number('month'), number('day'), clock);
  const zone = normalZone(parts?.['zone'] ?? 'UTC');
  return local === undefined || zone === undefined
    ? `${FAILURE_MARK}Value cannot be cast to timestamp: ${text}`
    : inZone(local, zone);
}
