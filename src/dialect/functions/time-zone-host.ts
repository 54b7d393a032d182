import type { HostFunction } from '../host-functions.ts';
import { normalZone, offsetAt, offsetOfLocal } from './zone-offsets.ts';
import { castTz } from './timestamp-texts.ts';

/** A text that is no number: its cast fails, and the message is in the error. */
const unknownZone = (zone: string): string => `Time zone not supported: ${zone}`;

/**
 * `sb_zone_offset(milliseconds, zone)` and `sb_local_offset(local milliseconds, zone)`: an offset in seconds. `sb_zone(text)`: a zone's
 * name, or "!" and what is wrong. `sb_parse_tz(text)`: microseconds since 1970, "|" and the zone. What can't be read is Trino's message.
 */
export const TIME_HOST_FUNCTIONS: readonly HostFunction[] = [
  offsetFunction('sb_zone_offset', offsetAt),
  offsetFunction('sb_local_offset', offsetOfLocal),
  { name: 'sb_zone', run: (text = null) => text && (normalZone(text) ?? `!${unknownZone(text)}`) },
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
