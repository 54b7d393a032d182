/**
 * The two pattern languages of Trino's date formats, read into one list: MySQL's (`%Y-%m-%d`) and Joda-Time's (`yyyy-MM-dd`). Sources: the
 * date and time page of Trino's documentation, and the page of Joda-Time's DateTimeFormat.
 */
export type PatternField =
  | 'century'
  | 'year'
  | 'weekyear'
  | 'month'
  | 'week'
  | 'day'
  | 'dayOfYear'
  | 'weekday'
  | 'halfday'
  /** 0 to 23, 1 to 24, 0 to 11, 1 to 12. */
  | 'hour'
  | 'hour24'
  | 'hour11'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction';

export type PatternToken =
  | { token: 'literal'; text: string }
  /** Written with `min` digits or more; at most `max` are read. */
  | { token: 'number'; field: PatternField; min: number; max: number }
  /** `24` for 2024; a year of another number of digits is that year where `lenient`. Two digits lie in the hundred years from `pivot`-50. */
  | { token: 'twoDigits'; field: 'year' | 'weekyear'; pivot: number | 'thirty years ago'; lenient: boolean }
  | { token: 'name'; field: 'month' | 'weekday' | 'halfday' | 'era'; short: boolean }
  | { token: 'offset'; colon: boolean }
  | { token: 'zone' };

/** A pattern that Trino itself refuses, or one that is not known here. */
export class PatternError extends Error {}

const number = (field: PatternField, min: number, max: number): PatternToken => ({ token: 'number', field, min, max });
const literal = (text: string): PatternToken => ({ token: 'literal', text });

const MYSQL: Record<string, PatternToken[]> = {
  a: [{ token: 'name', field: 'weekday', short: true }],
  b: [{ token: 'name', field: 'month', short: true }],
  c: [number('month', 1, 2)],
  d: [number('day', 2, 2)],
  e: [number('day', 1, 2)],
  f: [number('fraction', 6, 9)],
  H: [number('hour', 2, 2)],
  h: [number('hour12', 2, 2)],
  I: [number('hour12', 2, 2)],
  i: [number('minute', 2, 2)],
  j: [number('dayOfYear', 3, 3)],
  k: [number('hour', 1, 2)],
  l: [number('hour12', 1, 2)],
  M: [{ token: 'name', field: 'month', short: false }],
  m: [number('month', 2, 2)],
  p: [{ token: 'name', field: 'halfday', short: false }],
  S: [number('second', 2, 2)],
  s: [number('second', 2, 2)],
  v: [number('week', 2, 2)],
  W: [{ token: 'name', field: 'weekday', short: false }],
  x: [number('weekyear', 4, 4)],
  Y: [number('year', 4, 4)],
  y: [{ token: 'twoDigits', field: 'year', pivot: 2020, lenient: false }],
  '%': [literal('%')],
};

/** `%T` and `%r` stand for several. */
const MYSQL_LONG: Record<string, string> = { T: '%H:%i:%s', r: '%h:%i:%s %p' };

/** Tokens of a format of `date_format` and `date_parse`. Throws `PatternError` for a letter that Trino refuses. */
export function mysqlPattern(format: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  for (let at = 0; at < format.length; at++) {
    const character = format.charAt(at);
    if (character !== '%' || at + 1 === format.length) {
      tokens.push(literal(character));
      continue;
    }
    const letter = format.charAt(++at);
    const long = MYSQL_LONG[letter];
    if (/[DUuVwX]/u.test(letter)) throw new PatternError(`%${letter} not supported in date format string`);
    tokens.push(...(long === undefined ? (MYSQL[letter] ?? [literal(letter)]) : mysqlPattern(long)));
  }
  return joined(tokens);
}

/** A run of one letter, a quoted text, or any other text. */
const JODA_PIECES = /(?<letters>(?<letter>[a-zA-Z])\k<letter>*)|'(?<quoted>(?:[^']|'')*)'?|(?<other>[^a-zA-Z']+)/gu;

/** Tokens of a format of `format_datetime` and `parse_datetime`. Throws `PatternError` for a letter that is not known. */
export function jodaPattern(format: string): PatternToken[] {
  const pieces = [...format.matchAll(JODA_PIECES)].map((match) => match.groups ?? {});
  const tokens = pieces.map(({ letters, quoted, other }, index) => {
    if (letters === undefined)
      return literal(quoted === undefined ? (other ?? '') : quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    return jodaToken(letters, isNumeric(pieces[index + 1]?.['letters']));
  });
  return joined(tokens);
}

/** Whether the letters stand for digits, which then bound how many a year before them takes. */
function isNumeric(letters: string | undefined): boolean {
  return letters !== undefined && (/^[cCxyYdhHmsSeDFwWkK]/u.test(letters) || /^M{1,2}$/u.test(letters));
}

const JODA_NUMBERS: Record<string, [field: PatternField, max: number]> = {
  w: ['week', 2],
  d: ['day', 2],
  e: ['weekday', 1],
  D: ['dayOfYear', 3],
  H: ['hour', 2],
  k: ['hour24', 2],
  K: ['hour11', 2],
  h: ['hour12', 2],
  m: ['minute', 2],
  s: ['second', 2],
};

function jodaToken(letters: string, beforeDigits: boolean): PatternToken {
  const letter = letters.charAt(0);
  const count = letters.length;
  const numeric = JODA_NUMBERS[letter];
  if (numeric) return number(numeric[0], count, Math.max(numeric[1], count));
  switch (letter) {
    case 'y':
    case 'Y':
    case 'x': {
      const field = letter === 'x' ? 'weekyear' : 'year';
      if (count === 2) return { token: 'twoDigits', field, pivot: 'thirty years ago', lenient: !beforeDigits };
      return number(field, count, beforeDigits ? count : 9);
    }
    case 'C':
      return number('century', count, count);
    case 'M':
      return count > 2 ? { token: 'name', field: 'month', short: count === 3 } : number('month', count, 2);
    case 'E':
      return { token: 'name', field: 'weekday', short: count < 4 };
    case 'a':
      return { token: 'name', field: 'halfday', short: false };
    case 'G':
      return { token: 'name', field: 'era', short: true };
    case 'S':
      return number('fraction', count, count);
    case 'Z':
      return count > 2 ? { token: 'zone' } : { token: 'offset', colon: count === 2 };
    case 'z':
      throw new PatternError('the short names of zones (z) are not known here; use Z, ZZ or ZZZ');
    default:
      throw new PatternError(`Illegal pattern component: ${letters}`);
  }
}

function joined(tokens: readonly PatternToken[]): PatternToken[] {
  const all: PatternToken[] = [];
  for (const token of tokens) {
    const last = all.at(-1);
    if (token.token === 'literal' && last?.token === 'literal') all[all.length - 1] = literal(last.text + token.text);
    else all.push(token);
  }
  return all;
}
