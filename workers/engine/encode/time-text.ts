const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** "2026-11-20" for days since 1970-01-01 (proleptic Gregorian); years beyond four digits as ISO 8601 writes them. */
export function dateText(days: number): string {
  // Civil from days: eras of 400 years that begin on 1 March, so that the leap day comes last.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return pad(year, 4);
  return `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}`;
}

const UNITS_PER_DAY = [86_400n, 86_400_000n, 86_400_000_000n, 86_400_000_000_000n];
const DIGITS = [0, 3, 6, 9];

/** "2026-11-20T14:07:09.123Z"; finer digits only where they are not zero. `unit`: 0 seconds, 1 milli-, 2 micro-, 3 nanoseconds. */
export function timestampText(value: bigint, unit: number): string {
  const perDay = UNITS_PER_DAY[unit] ?? 1n;
  let days = value / perDay;
  let rest = value % perDay;
  if (rest < 0n) {
    days -= 1n;
    rest += perDay;
  }
  const digits = DIGITS[unit] ?? 0;
  const [clock, fraction] = clockParts(rest, digits);
  return `${dateText(Number(days))}T${clock}.${trimFraction(fraction.padEnd(3, '0'), 3)}Z`;
}

/** "14:07:09", with as many fractional digits as are not zero (three, six or nine). */
export function timeText(value: bigint, unit: number): string {
  const [clock, fraction] = clockParts(value, DIGITS[unit] ?? 0);
  const trimmed = trimFraction(fraction, 0);
  return trimmed === '' ? clock : `${clock}.${trimmed}`;
}

function clockParts(value: bigint, digits: number): [clock: string, fraction: string] {
  const scale = 10n ** BigInt(digits);
  const seconds = Number(value / scale);
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return [clock, digits === 0 ? '' : pad(Number(value % scale), digits)];
}

/** Drops trailing groups of three zeros, but keeps at least `keep` digits. */
function trimFraction(fraction: string, keep: number): string {
  let text = fraction;
  while (text.length > keep && text.endsWith('000')) text = text.slice(0, -3);
  return text;
}

/** "1 year 2 months 3 days 04:05:06", as DuckDB prints it; parts that are zero are left out. */
export function intervalText(months: number, days: number, nanoseconds: bigint): string {
  const parts: string[] = [];
  const add = (count: number, unit: string) => {
    if (count !== 0) parts.push(`${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`);
  };
  add(Math.trunc(months / 12), 'year');
  add(months % 12, 'month');
  add(days, 'day');
  if (nanoseconds !== 0n || parts.length === 0)
    parts.push((nanoseconds < 0n ? '-' : '') + timeText(nanoseconds < 0n ? -nanoseconds : nanoseconds, 3));
  return parts.join(' ');
}
