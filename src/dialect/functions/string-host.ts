import { distance } from 'fastest-levenshtein';
import type { HostFunction } from '../host-functions.ts';
import { failed, failedText, listText, mapText, mapValue } from './host-call.ts';
import { sha512 } from './sha512.ts';
import { utf8Text } from './utf8-text.ts';

/** A host function that is NULL where an argument is. */
export function strict(name: string, run: (...args: string[]) => string | null): HostFunction {
  return { name, run: (...args) => (args.includes(null) ? null : run(...(args as string[]))) };
}

const FORMS = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

/** Trino's string functions that count code points or that DuckDB lacks. Booleans and numbers are text; lists and maps are text that DuckDB casts. */
export const STRING_HOST_FUNCTIONS: readonly HostFunction[] = [
  strict('sb_hamming', hamming),
  strict('sb_levenshtein', levenshtein),
  strict('sb_luhn', luhn),
  strict('sb_normalize', (text, form = 'NFC') =>
    FORMS.has(form) ? text.normalize(form) : failedText('Normalization form must be one of [NFD, NFC, NFKD, NFKC]'),
  ),
  strict('sb_reverse', (text) => Array.from(text).toReversed().join('')),
  strict('sb_replace', replaceAll),
  strict('sb_soundex', soundex),
  strict('sb_strpos', nthPosition),
  strict('sb_split', splitLimited),
  strict('sb_split_to_map', splitToMap),
  strict('sb_split_to_multimap', splitToMultimap),
  strict('sb_sha512', sha512),
  strict('sb_from_utf8', (hex, replacement = '\uFFFD') =>
    Array.from(replacement).length > 1
      ? failedText('Replacement character string must be empty or a single character')
      : utf8Text(hex, replacement),
  ),
];

function hamming(left = '', right = ''): string {
  const [a, b] = [Array.from(left), Array.from(right)];
  if (a.length !== b.length) return failed('The input strings to hamming_distance function must have the same length');
  return String(a.filter((char, at) => char !== b[at]).length);
}

/** Code points beyond the basic plane count once: each becomes one unit that the texts don't have. */
function levenshtein(left = '', right = ''): string {
  const [a, b] = [Array.from(left), Array.from(right)];
  if (Math.max(a.length, b.length) * (Math.min(a.length, b.length) - 1) > 1_000_000)
    return failed('The combined inputs for Levenshtein distance are too large');
  const units = new Map<string, string>();
  const unit = (char: string): string => {
    const known = units.get(char) ?? String.fromCharCode(units.size);
    units.set(char, known);
    return known;
  };
  return String(distance(a.map(unit).join(''), b.map(unit).join('')));
}

function luhn(text = ''): string {
  if (text === '') return 'false';
  if (!/^\d+$/u.test(text)) return failed('Input string should contain digits only');
  const sum = Array.from(text)
    .toReversed()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return String(sum % 10 === 0);
}

function replaceAll(text = '', search = '', replacement = ''): string {
  if (search !== '') return text.split(search).join(replacement);
  return (
    replacement +
    Array.from(text)
      .map((char) => char + replacement)
      .join('')
  );
}

/** American Soundex: H and W do not part letters of one code. */
const SOUNDEX = '01230120022455012623010202';

function soundex(text = ''): string {
  const letters = text.toUpperCase().replace(/[^\p{L}]/gu, '');
  if (letters === '') return '';
  if (/[^A-Z]/u.test(letters)) return failedText(`The character is not mapped: ${/[^A-Z]/u.exec(letters)?.[0] ?? ''}`);
  const codeOf = (letter: string): string => SOUNDEX.charAt(letter.charCodeAt(0) - 65);
  let code = letters.charAt(0);
  let last = codeOf(code);
  for (const letter of letters.slice(1)) {
    if (letter === 'H' || letter === 'W') continue;
    const next = codeOf(letter);
    if (next !== '0' && next !== last) code += next;
    last = next;
  }
  return code.slice(0, 4).padEnd(4, '0');
}

/** Occurrences may overlap; a negative instance counts from the end. */
function nthPosition(text = '', part = '', instance = '1'): string {
  const wanted = Number(instance);
  if (wanted === 0) return failed("'instance' must be a positive or negative number.");
  if (part === '') return '1';
  let at = wanted > 0 ? -1 : text.length;
  for (let found = 0; found < Math.abs(wanted); found++) {
    if (wanted < 0 && at <= 0) return '0';
    at = wanted > 0 ? text.indexOf(part, at + 1) : text.lastIndexOf(part, at - 1);
    if (at < 0) return '0';
  }
  return String(Array.from(text.slice(0, at)).length + 1);
}

function splitLimited(text = '', delimiter = '', limit = '1'): string {
  const most = Number(limit);
  if (most <= 0) return failed('Limit must be positive');
  if (delimiter === '') return failed('The delimiter may not be the empty string');
  const parts = text.split(delimiter);
  if (parts.length <= most) return listText(parts);
  return listText([...parts.slice(0, most - 1), parts.slice(most - 1).join(delimiter)]);
}

type Entries = { pairs: [key: string, value: string][] } | { wrong: string };

function entries(text: string, entryDelimiter: string, keyDelimiter: string): Entries {
  if (entryDelimiter === '') return { wrong: 'entryDelimiter is empty' };
  if (keyDelimiter === '') return { wrong: 'keyValueDelimiter is empty' };
  if (entryDelimiter === keyDelimiter) return { wrong: 'entryDelimiter and keyValueDelimiter must not be the same' };
  const parts = text.split(entryDelimiter);
  if (parts.at(-1) === '') parts.pop();
  const pairs: [string, string][] = [];
  for (const part of parts) {
    const [key, value, more] = part.split(keyDelimiter);
    if (key === undefined || value === undefined || more !== undefined)
      return { wrong: `Key-value delimiter must appear exactly once in each entry. Bad input: '${part}'` };
    pairs.push([key, value]);
  }
  return { pairs };
}

function splitToMap(text = '', entryDelimiter = '', keyDelimiter = ''): string {
  const read = entries(text, entryDelimiter, keyDelimiter);
  if ('wrong' in read) return failed(read.wrong);
  const map = new Map(read.pairs);
  if (map.size < read.pairs.length) {
    const twice = read.pairs.find(([key], at) => read.pairs.findIndex(([other]) => other === key) < at)?.[0] ?? '';
    return failed(`Duplicate keys (${twice}) are not allowed. Specifying a lambda to resolve conflicts can avoid this error`);
  }
  return mapText([...map].map(([key, value]) => [key, mapValue(value)] as const));
}

function splitToMultimap(text = '', entryDelimiter = '', keyDelimiter = ''): string {
  const read = entries(text, entryDelimiter, keyDelimiter);
  if ('wrong' in read) return failed(read.wrong);
  const map = new Map<string, string[]>();
  for (const [key, value] of read.pairs) map.set(key, [...(map.get(key) ?? []), value]);
  return mapText([...map].map(([key, values]) => [key, listText(values)] as const));
}
