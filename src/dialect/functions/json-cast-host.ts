import type { HostFunction } from '../host-functions.ts';
import { atScale, javaDouble, plainText, readDecimal, readDouble } from './double-digits.ts';
import { failed, failedText, listText } from './host-call.ts';
import { jsonText, type JsonReader, readJson } from './json-reader.ts';
import { doubleText } from './number-host.ts';
import { strict } from './string-host.ts';

/** The casts between JSON and SQL's types. Source: "Cast to JSON" and "Cast from JSON" of Trino's documentation. */
export const JSON_CAST_HOST_FUNCTIONS: readonly HostFunction[] = [
  strict('sb_to_json_text', jsonText),
  strict('sb_to_json_double', (value) => {
    const number = readDouble(value);
    return Number.isFinite(number) ? javaDouble(number) : jsonText(String(number));
  }),
  strict('sb_to_json_decimal', scientific),
  strict('sb_json_boolean', (json) =>
    fromScalar(json, 'boolean', failed, { text: booleanOf, number: (word) => String(Number(word) !== 0), boolean: String }),
  ),
  strict('sb_json_integer', (json, type, least, most) => fromScalar(json, type, failed, integers(BigInt(least), BigInt(most)))),
  strict('sb_json_double', (json, type) =>
    fromScalar(json, type, failed, {
      text: (text) => doubleOf(text),
      number: (word) => word,
      boolean: (value) => (value ? '1' : '0'),
    }),
  ),
  strict('sb_json_decimal', (json, precision, scale) => {
    const convert = (text: string): string | undefined => decimalOf(text, Number(precision), Number(scale));
    return fromScalar(json, `decimal(${precision},${scale})`, failed, {
      text: convert,
      number: convert,
      boolean: (value) => convert(value ? '1' : '0'),
    });
  }),
  strict('sb_json_varchar', (json, length) => {
    const fits = (text: string): string | undefined =>
      length === '' || Array.from(text).length <= Number(length) ? text : undefined;
    const type = length === '' ? 'varchar' : `varchar(${length})`;
    return fromScalar(json, type, failedText, {
      text: fits,
      number: (word) => fits(/[.eE]/u.test(word) ? (doubleText(word) ?? '') : word),
      boolean: (value) => fits(String(value)),
    });
  }),
  strict('sb_json_string', (json, type) =>
    fromScalar(json, type, failedText, { text: (text) => text, number: () => undefined, boolean: () => undefined }),
  ),
  strict('sb_json_elements', (json, type) =>
    fromList(json, type, 'array', (reader) => {
      if (reader.peek() !== '[') return undefined;
      const items: string[] = [];
      reader.array(() => void items.push(reader.copy(false)));
      return listText(items);
    }),
  ),
  strict('sb_json_entries', (json, type, keys) =>
    fromList(json, type, 'object', (reader) => {
      const members = membersOf(reader);
      return members && listText(members.flatMap(([key, value]) => [keys === 'text' ? key : jsonText(key), value]));
    }),
  ),
  strict('sb_json_fields', fields),
];

type Scalars = {
  text(text: string): string | undefined;
  number(word: string): string | undefined;
  boolean(value: boolean): string | undefined;
};

/** NULL for JSON's null; a failure for an object, an array, and what the type has no value for. */
function fromScalar(json = '', type = '', fail: (message: string) => string = failed, convert?: Scalars): string | null {
  const wrong = fail(`Cannot cast '${json}' to ${type}`);
  return readJson<string | null>(
    json,
    (reader) => {
      const char = reader.peek();
      if (char === '{' || char === '[') return wrong;
      if (char === '"') return convert?.text(reader.string()) ?? wrong;
      const word = reader.word();
      if (word === 'null') return null;
      if (word === 'true' || word === 'false') return convert?.boolean(word === 'true') ?? wrong;
      return convert?.number(word) ?? wrong;
    },
    wrong,
  );
}

function booleanOf(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (['true', 't', '1'].includes(lower)) return 'true';
  return ['false', 'f', '0'].includes(lower) ? 'false' : undefined;
}

function integers(least: bigint, most: bigint): Scalars {
  const inRange = (value: bigint): string | undefined => (value < least || value > most ? undefined : String(value));
  return {
    text: (text) => (/^[+-]?\d{1,40}$/u.test(text) ? inRange(BigInt(text.replace('+', ''))) : undefined),
    number: (word) => {
      const value = /[eE]/u.test(word) ? readDecimal(plainDouble(word)) : readDecimal(word);
      return value === undefined ? undefined : inRange(atScale(value, 0));
    },
    boolean: (value) => (value ? '1' : '0'),
  };
}

/** A number with an exponent, whose size has a limit. */
const plainDouble = (word: string): string => (Math.abs(Number(word)) < 1e40 ? word : '');

const doubleOf = (text: string): string | undefined =>
  /^\s*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/u.test(text) ? text.trim() : undefined;

function decimalOf(text: string, precision: number, scale: number): string | undefined {
  const value = readDecimal(text);
  if (value === undefined || Math.abs(value.scale) > 400) return undefined;
  const digits = atScale(value, scale);
  return digits < 10n ** BigInt(precision) && -digits < 10n ** BigInt(precision) ? plainText(digits, scale) : undefined;
}

function fromList(
  json = '',
  type = '',
  expected = 'array',
  read: (reader: JsonReader) => string | undefined = () => undefined,
): string | null {
  const wrong = failed(`Cannot cast to ${type}. Expected a json ${expected}, but got ${json.slice(0, 100)}`);
  return readJson<string | null>(json, (reader) => (reader.peek() === 'n' ? null : (read(reader) ?? wrong)), wrong);
}

function membersOf(reader: JsonReader): [key: string, value: string][] | undefined {
  if (reader.peek() !== '{') return undefined;
  const members: [string, string][] = [];
  reader.object((key) => void members.push([key, reader.copy(false)]));
  return members;
}

/** The values of a row's fields from an array of as many elements or from an object; `names` is a JSON array. */
function fields(json = '', type = '', names = '[]'): string | null {
  const wanted = JSON.parse(names) as string[];
  const wrong = (what: string): string => failed(`Cannot cast to ${type}. ${what}`);
  return readJson<string | null>(
    json,
    (reader) => {
      const char = reader.peek();
      if (char === 'n') return null;
      if (char === '[') {
        const items: string[] = [];
        reader.array(() => void items.push(reader.copy(false)));
        return items.length === wanted.length
          ? listText(items)
          : wrong(`Expected a json array with ${wanted.length} elements, but got ${items.length}`);
      }
      const members = membersOf(reader)?.map(([key, value]) => [key.toLowerCase(), value] as const);
      if (members === undefined) return wrong(`Expected a json array or object, but got ${json.slice(0, 100)}`);
      const values = new Map(members);
      if (values.size < members.length) return wrong('A json object has a field twice');
      return listText(wanted.map((name) => values.get(name) ?? null));
    },
    wrong('It is no JSON'),
  );
}

/** A decimal as Java writes it: with an exponent where more than five zeros would follow the point. */
function scientific(text = ''): string {
  const value = readDecimal(text);
  if (value === undefined) return text;
  const digits = (value.digits < 0n ? -value.digits : value.digits).toString();
  const exponent = digits.length - 1 - value.scale;
  if (value.scale === 0 || exponent >= -6) return plainText(value.digits, value.scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${value.digits < 0n ? '-' : ''}${digits[0]}${fraction}E${exponent}`;
}
