/**
 * Offsets of time zones, from the zone data of `Intl`. Zones are named as Trino names them: "UTC", "+02:00", "America/New_York".
 */
const UTC_NAMES = new Set(['utc', 'z', 'ut', 'uct', 'gmt', 'gmt0', 'greenwich', 'universal', 'zulu']);
const MINUTE = 60;
const DAY_MS = 86_400_000;
/** The widest offset that Trino has. */
const MAX_OFFSET = 14 * 60 * MINUTE;
/** Since 1973 every zone changes its offset at a quarter of an hour. */
const QUARTERS_SINCE = Date.UTC(1973, 0);
const QUARTER_MS = 900_000;
const CACHED_OFFSETS = 20_000;

type Zone = { format: Intl.DateTimeFormat; offsets: Map<number, number> };
const zones = new Map<string, Zone>();
const names = new Map<string, string | undefined>();

/** The name that Trino gives to the zone of this text ("utc" is "UTC", "+2" is "+02:00"); undefined where there is none. */
export function normalZone(text: string): string | undefined {
  if (!names.has(text)) names.set(text, findZone(text));
  return names.get(text);
}

function findZone(text: string): string | undefined {
  const lower = text.toLowerCase();
  const bare = lower.replace(/^etc\//u, '');
  if (UTC_NAMES.has(bare)) return 'UTC';
  const fixed = /^(?<prefix>utc|gmt|ut)?(?<sign>[+-])(?<hours>\d{1,2})(?::(?<minutes>\d{2}))?$/u.exec(bare)?.groups;
  if (!fixed) return namedZone(text);
  // "Etc/GMT+5" lies west of Greenwich.
  const flipped = lower.startsWith('etc/gmt');
  const sign = (fixed['sign'] === '-') === flipped ? 1 : -1;
  return offsetZone(sign * (Number(fixed['hours']) * 60 + Number(fixed['minutes'] ?? '0')) * MINUTE);
}

function namedZone(text: string): string | undefined {
  if (!/^[a-z]/iu.test(text)) return undefined;
  const format = formatOf(text);
  const known = format?.resolvedOptions().timeZone;
  return known?.toLowerCase() === text.toLowerCase() ? known : known && text;
}

/** The zone of an offset in seconds, "UTC" for none; undefined for one that no zone has. */
export function offsetZone(seconds: number): string | undefined {
  const minutes = Math.abs(seconds) / MINUTE;
  if (Math.abs(seconds) > MAX_OFFSET || !Number.isInteger(minutes)) return undefined;
  return seconds === 0 ? 'UTC' : offsetText(seconds);
}

/** "+02:00" for 7200. */
export function offsetText(seconds: number): string {
  const minutes = Math.trunc(Math.abs(seconds) / MINUTE);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** The offset in seconds of a zone that is one itself. */
export function fixedOffset(zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const fixed = /^(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)$/u.exec(zone)?.groups;
  if (!fixed) return undefined;
  return (fixed['sign'] === '-' ? -1 : 1) * (Number(fixed['hours']) * 60 + Number(fixed['minutes'])) * MINUTE;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function zoneOf(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known) return known;
  const format = formatOf(name);
  if (!format) return undefined;
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** The offset in seconds that holds in the zone at an instant (milliseconds since 1970); undefined for an unknown zone. */
export function offsetAt(zone: string, instant: number): number | undefined {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const found = zoneOf(zone);
  if (!found) return undefined;
  const at = Math.max(-8.64e15, Math.min(8.64e15, instant));
  const key = at >= QUARTERS_SINCE ? Math.floor(at / QUARTER_MS) * QUARTER_MS : Math.floor(at / 1000) * 1000;
  const cached = found.offsets.get(key);
  if (cached !== undefined) return cached;
  const offset = wallClock(found.format, key) - key / 1000;
  if (found.offsets.size >= CACHED_OFFSETS) found.offsets.clear();
  found.offsets.set(key, offset);
  return offset;
}

/** Seconds from 1970 to what the zone's clocks show, as if they showed UTC. */
function wallClock(format: Intl.DateTimeFormat, instant: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = value;
  const part = (name: string) => Number(parts[name]);
  const year = parts['era']?.startsWith('B') === true ? 1 - part('year') : part('year');
  const date = new Date(0);
  date.setUTCFullYear(year, part('month') - 1, part('day'));
  return date.getTime() / 1000 + part('hour') * 3600 + part('minute') * 60 + part('second');
}

/**
 * The offset in seconds by which a wall-clock time (milliseconds since 1970 as if it were UTC) becomes an instant, as in Java: of a time
 * that comes twice the earlier instant, a time that is skipped shifts forward by the gap; undefined for an unknown zone.
 */
export function offsetOfLocal(zone: string, local: number): number | undefined {
  const before = offsetAt(zone, local - DAY_MS);
  const after = offsetAt(zone, local + DAY_MS);
  if (before === undefined || after === undefined) return undefined;
  const holds = (offset: number) => offsetAt(zone, local - offset * 1000) === offset;
  if (holds(before)) return before;
  if (holds(after)) return after;
  // A zone may have changed twice within the two days.
  const between = offsetAt(zone, local - before * 1000) ?? before;
  return before === after && holds(between) ? between : before;
}
