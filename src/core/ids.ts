/**
 * An id that sorts by the time it was made: milliseconds since the epoch in base 36 (9 digits until the year 5188), then random digits
 * given by the caller (the core has no source of randomness).
 */
export function timeOrderedId(prefix: string, now: number, random: string): string {
  return `${prefix}_${now.toString(36).padStart(9, '0')}${random}`;
}
