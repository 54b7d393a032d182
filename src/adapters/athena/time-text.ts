const STAMP = /^([+-]?\d{4,6})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?$/u;
/** As Athena writes nearly all of them. */
const MILLISECONDS = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/u;
const ZONED = /^(.{10,}?)\s*(UTC|Z|GMT|[+-]\d{2}:?\d{2}|[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*)$/u;

/** "2026-11-20 14:07:09.123" as "2026-11-20T14:07:09.123Z", finer digits only where they are not zero; undefined for another text. */
export function timestampCell(text: string): string | undefined {
  if (MILLISECONDS.test(text)) return `${text.slice(0, 10)}T${text.slice(11)}Z`;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = STAMP.exec(text) ?? [];
  if (year === undefined) return undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandths(fraction)}Z`;
}

/** A timestamp with its zone, in UTC. Undefined where that is not known for sure: a local time that a clock shows twice, an unknown zone. */
export function zonedTimestampCell(text: string): string | undefined {
  const [, stamp = '', zone = ''] = ZONED.exec(text) ?? [];
  const local = timestampCell(stamp);
  if (local === undefined) return undefined;
  if (zone === 'UTC' || zone === 'Z' || zone === 'GMT') return local;
  // Offsets are whole minutes: seconds and what is finer stay as they are.
  const at = Date.parse(`${local.slice(0, local.lastIndexOf(':'))}:00Z`);
  const offset = Number.isNaN(at) ? undefined : (fixedOffset(zone) ?? namedOffset(zone, at));
  if (offset === undefined) return undefined;
  return `${new Date(at - offset).toISOString().slice(0, 16)}${local.slice(local.lastIndexOf(':'))}`;
}

function thousandths(fraction: string): string {
  let digits = fraction.padEnd(3, '0');
  if (digits.length % 3 !== 0) digits = digits.padEnd(Math.ceil(digits.length / 3) * 3, '0');
  while (digits.length > 3 && digits.endsWith('000')) digits = digits.slice(0, -3);
  return digits;
}

/** Milliseconds east of UTC. */
function fixedOffset(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

const offsets = new Map<string, number | undefined>();
const MOST_OFFSETS = 20_000;

/** The offset of a zone at a local time, where there is exactly one. Asked for whole minutes, many of which are the same. */
function namedOffset(zone: string, local: number): number | undefined {
  const key = `${zone} ${local}`;
  if (!offsets.has(key)) {
    if (offsets.size > MOST_OFFSETS) offsets.clear();
    offsets.set(key, onlyOffset(zone, local));
  }
  return offsets.get(key);
}

function onlyOffset(zone: string, local: number): number | undefined {
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const candidates = new Set([offsetAt(format, local - DAY), offsetAt(format, local + DAY)]);
  const fitting = [...candidates].filter((offset) => offsetAt(format, local - offset) === offset);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    try {
      formats.set(
        zone,
        new Intl.DateTimeFormat('en-US', {
          timeZone: zone,
          hourCycle: 'h23',
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
          hour: 'numeric',
          minute: 'numeric',
        }),
      );
    } catch {
      formats.set(zone, undefined);
    }
  }
  return formats.get(zone);
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60_000) * 60_000;
}
