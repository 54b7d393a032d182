import type { HostFunction } from '../host-functions.ts';
import { FAILURE_MARK } from '../failure-mark.ts';
import { normalZone, offsetAt, offsetOfLocal } from './zone-offsets.ts';
import { parseByFormat } from './date-parser.ts';
import { durationMillis, isoDay, isoTimestamp } from './iso-texts.ts';
import { castTz } from './timestamp-texts.ts';

/** A text that is no number: its cast fails, and the message is in the error. */
const unknownZone = (zone: string): string => `${FAILURE_MARK}Time zone not supported: ${zone}`;

/**
 * `sb_zone_offset(milliseconds, zone)` and `sb_local_offset(local milliseconds, zone)`: an offset in seconds. `sb_zone(text)`: a zone's
 * name, or "!" and what is wrong. `sb_parse_tz(text)`: microseconds since 1970, "|" and the zone. `sb_iso_timestamp(text, digits)`, `sb_iso_date(text)` and `sb_duration(text)` are those of iso-texts.ts,
 * `sb_parse_date('mysql' or 'joda', text, format)` that of date-parser.ts. What can't be read is Trino's message.
 */
export const TIME_HOST_FUNCTIONS: readonly HostFunction[] = [
  offsetFunction('sb_zone_offset', offsetAt),
  offsetFunction('sb_local_offset', offsetOfLocal),
  { name: 'sb_zone', run: (text = null) => (text === null ? null : (normalZone(text) ?? `!${unknownZone(text)}`)) },
  { name: 'sb_iso_timestamp', run: (text = null, digits = null) => (text === null ? null : isoTimestamp(text, Number(digits))) },
  {
    name: 'sb_iso_date',
    run: (text = null) => (text === null ? null : String(isoDay(text) ?? `${FAILURE_MARK}Invalid format: "${text}"`)),
  },
  { name: 'sb_duration', run: (text = null) => (text === null ? null : durationMillis(text)) },
  {
    name: 'sb_parse_date',
    run: (language = null, text = null, format = null) =>
      text === null || format === null ? null : parseByFormat(language === 'joda' ? 'joda' : 'mysql', text, format),
  },
  { name: 'sb_parse_tz', run: (text = null) => (text === null ? null : castTz(text)) },
];

function offsetFunction(name: string, find: (zone: string, milliseconds: number) => number | undefined): HostFunction {
  return {
    name,
    run: (milliseconds = null, zone = null) => {
      if (milliseconds === null || zone === null) return null;
      const known = normalZone(zone);
      const offset = known === undefined ? undefined : find(known, Number(milliseconds));
      return offset === undefined ? unknownZone(zone) : String(offset);
    },
  };
}
