import { FAILURE_MARK } from '../failure-mark.ts';
import { jodaPattern, mysqlPattern, PatternError, type PatternField, type PatternToken } from './date-patterns.ts';
import { dayOf, weekDay } from './iso-texts.ts';
import { inZone } from './timestamp-texts.ts';
import { normalZone } from './zone-offsets.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const NAMES = { month: MONTHS, weekday: WEEKDAYS, halfday: ['AM', 'PM'], era: ['BC', 'AD'] };

/** What Joda-Time calls a field, and its range. The day's range depends on its month. */
const RANGES: Partial<Record<PatternField | 'era', [name: string, low: number, high: number]>> = {
  month: ['monthOfYear', 1, 12],
  day: ['dayOfMonth', 1, 31],
  dayOfYear: ['dayOfYear', 1, 366],
  week: ['weekOfWeekyear', 1, 53],
  weekday: ['dayOfWeek', 1, 7],
  hour: ['hourOfDay', 0, 23],
  hour24: ['clockhourOfDay', 1, 24],
  hour11: ['hourOfHalfday', 0, 11],
  hour12: ['clockhourOfHalfday', 1, 12],
  minute: ['minuteOfHour', 0, 59],
  second: ['secondOfMinute', 0, 59],
};

type Fields = Partial<Record<PatternField | 'era', number>>;
type Reading = { at: number; fields: Fields; zone?: string };

const patterns = new Map<string, PatternToken[] | string>();

/** Tokens of a format, or what is wrong with it. */
function tokensOf(language: 'mysql' | 'joda', format: string): PatternToken[] | string {
  const key = `${language} ${format}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const read = readPattern(language, format);
  if (patterns.size > 1000) patterns.clear();
  patterns.set(key, read);
  return read;
}

function readPattern(language: 'mysql' | 'joda', format: string): PatternToken[] | string {
  try {
    return language === 'mysql' ? mysqlPattern(format) : jodaPattern(format);
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

/**
 * A text by a format, as `micros|zone` with the zone that was read (UTC if none), or the message that Trino gives. A field that the format
 * lacks is that of 1970-01-01 00:00, of 2000 for a month or day without a year. Source: DateTimeFormatter and DateTimeParserBucket of Joda-Time.
 */
export function parseByFormat(language: 'mysql' | 'joda', text: string, format: string): string {
  const tokens = tokensOf(language, format);
  if (typeof tokens === 'string') return FAILURE_MARK + tokens;
  const reading: Reading = { at: 0, fields: {} };
  for (const token of tokens) {
    const next = readToken(token, text, reading);
    if (next === undefined) return FAILURE_MARK + malformed(text, reading.at);
    reading.at = next;
  }
  if (reading.at < text.length) return FAILURE_MARK + malformed(text, reading.at);
  const wrong = outOfRange(reading.fields);
  const micros = wrong === undefined ? microsOf(reading.fields) : undefined;
  if (micros === undefined) return `${FAILURE_MARK}Cannot parse "${text}": ${wrong ?? 'there is no such date'}`;
  return inZone(micros, reading.zone ?? 'UTC');
}

function malformed(text: string, at: number): string {
  const sample = text.length <= at + 35 ? text : `${text.slice(0, at + 32)}...`;
  if (at <= 0) return `Invalid format: "${sample}"`;
  return at >= text.length
    ? `Invalid format: "${sample}" is too short`
    : `Invalid format: "${sample}" is malformed at "${sample.slice(at)}"`;
}

/** Where the text goes on behind the token; undefined if it is not there. */
function readToken(token: PatternToken, text: string, reading: Reading): number | undefined {
  const { at, fields } = reading;
  switch (token.token) {
    case 'literal':
      return text.slice(at, at + token.text.length).toLowerCase() === token.text.toLowerCase()
        ? at + token.text.length
        : undefined;
    case 'number':
      return token.field === 'fraction' ? readFraction(text, at, token.max, fields) : readNumber(token, text, at, fields);
    case 'twoDigits':
      return readTwoDigits(token, text, at, fields);
    case 'name':
      return readName(token.field, text, at, fields);
    case 'offset':
      return readZone(/(?:Z|[+-]\d\d(?::?\d\d)?)/iuy, text, reading);
    case 'zone':
      return readZone(/[a-z][\w/+-]*|[+-]\d\d:\d\d/iuy, text, reading);
  }
}

function readFraction(text: string, at: number, max: number, fields: Fields): number {
  const digits = /\d*/uy;
  digits.lastIndex = at;
  const found = (digits.exec(text)?.[0] ?? '').slice(0, max);
  fields.fraction = Number(found.slice(0, 3).padEnd(3, '0'));
  return at + found.length;
}

function readNumber(
  { field, max }: Extract<PatternToken, { token: 'number' }>,
  text: string,
  at: number,
  fields: Fields,
): number | undefined {
  const signed = field === 'year' || field === 'weekyear';
  const sign = signed && /[+-]/u.test(text.charAt(at)) ? text.charAt(at) : '';
  const digits = /\d+/uy;
  digits.lastIndex = at + sign.length;
  const found = digits.exec(text)?.[0].slice(0, max);
  if (found === undefined) return undefined;
  fields[field] = Number(sign + found);
  return at + sign.length + found.length;
}

function readTwoDigits(
  token: Extract<PatternToken, { token: 'twoDigits' }>,
  text: string,
  at: number,
  fields: Fields,
): number | undefined {
  const digits = token.lenient ? /[+-]?\d{1,9}/uy : /\d{2}/uy;
  digits.lastIndex = at;
  const found = digits.exec(text)?.[0];
  if (found === undefined) return undefined;
  const value = Number(found);
  const low = (token.pivot === 'thirty years ago' ? new Date().getUTCFullYear() - 30 : token.pivot) - 50;
  fields[token.field] = /^\d\d$/u.test(found) ? low + ((((value - low) % 100) + 100) % 100) : value;
  return at + found.length;
}

function readName(field: keyof typeof NAMES, text: string, at: number, fields: Fields): number | undefined {
  const rest = text.slice(at).toLowerCase();
  for (const [index, name] of NAMES[field].entries()) {
    const found = [name, name.slice(0, 3)].find((form) => rest.startsWith(form.toLowerCase()));
    if (found === undefined) continue;
    fields[field] = field === 'halfday' || field === 'era' ? index : index + 1;
    return at + found.length;
  }
  return undefined;
}

function readZone(form: RegExp, text: string, reading: Reading): number | undefined {
  form.lastIndex = reading.at;
  const found = form.exec(text)?.[0];
  const zone = found === undefined ? undefined : normalZone(found.replace(/^([+-]\d\d)(\d\d)$/u, '$1:$2'));
  if (found === undefined || zone === undefined) return undefined;
  reading.zone = zone;
  return reading.at + found.length;
}

function outOfRange(fields: Fields): string | undefined {
  for (const [field, [name, low, high]] of Object.entries(RANGES)) {
    const value = fields[field as keyof Fields];
    if (value !== undefined && (value < low || value > high))
      return `Value ${value} for ${name} must be in the range [${low},${high}]`;
  }
  return undefined;
}

function microsOf(fields: Fields): bigint | undefined {
  const day = dayOfFields(fields);
  if (day === undefined) return undefined;
  const half = fields.hour11 ?? (fields.hour12 === undefined ? undefined : fields.hour12 % 12);
  const hour = fields.hour ?? (fields.hour24 === undefined ? (half ?? 0) + 12 * (fields.halfday ?? 0) : fields.hour24 % 24);
  const seconds = day * 86_400 + hour * 3600 + (fields.minute ?? 0) * 60 + (fields.second ?? 0);
  return BigInt(seconds) * 1_000_000n + BigInt((fields.fraction ?? 0) * 1000);
}

function dayOfFields(fields: Fields): number | undefined {
  const { weekyear, week, weekday, month, day, dayOfYear } = fields;
  if (fields.century !== undefined || fields.era === 0) return undefined;
  if (weekyear !== undefined || week !== undefined) {
    if (month !== undefined || day !== undefined || dayOfYear !== undefined || fields.year !== undefined) return undefined;
    return weekDay(weekyear ?? 1970, week ?? 1, weekday ?? 1);
  }
  const dated = month !== undefined || day !== undefined || dayOfYear !== undefined;
  const year = fields.year ?? (dated ? 2000 : 1970);
  const found = dayOfYear === undefined ? dayOf(year, month ?? 1, day ?? 1) : ordinalDay(year, dayOfYear, month);
  if (found === undefined || weekday === undefined) return found;
  const monday = found - ((((found + 3) % 7) + 7) % 7);
  return monday + weekday - 1;
}

function ordinalDay(year: number, dayOfYear: number, month: number | undefined): number | undefined {
  const first = dayOf(year, 1, 1);
  const next = dayOf(year + 1, 1, 1);
  if (month !== undefined || first === undefined || next === undefined) return undefined;
  return first + dayOfYear - 1 < next ? first + dayOfYear - 1 : undefined;
}
