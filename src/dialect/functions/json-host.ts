import type { HostFunction } from '../host-functions.ts';
import { JSON_CAST_HOST_FUNCTIONS } from './json-cast-host.ts';
import { failed, failedText } from './host-call.ts';
import { atPath, readPath } from './json-path.ts';
import { canonicalJson, canonicalWord, type JsonReader, readJson, type JsonTree, treeText } from './json-reader.ts';
import { itemsAt, readStandardPath, type StandardPath } from './json-standard-path.ts';
import { strict } from './string-host.ts';

/** JSON is text; booleans and numbers are text too. Source: the JSON functions page of Trino's documentation. */
export const JSON_HOST_FUNCTIONS: readonly HostFunction[] = [
  ...JSON_CAST_HOST_FUNCTIONS,
  strict('sb_json_parse', (text) => canonicalJson(text) ?? failedText(`Cannot convert value to JSON: '${text}'`)),
  atJsonPath('sb_json_extract', failedText, (reader) => reader.copy(false)),
  atJsonPath('sb_json_extract_scalar', failedText, scalar),
  atJsonPath('sb_json_size', failed, (reader) => String(sizeHere(reader))),
  strict('sb_json_array_length', (text) =>
    readJson(text, (reader) => (reader.peek() === '[' ? String(sizeHere(reader)) : null), null),
  ),
  strict('sb_json_array_get', arrayGet),
  strict('sb_json_array_contains', arrayContains),
  strict('sb_json_scalar', (text) =>
    readJson(text, (reader) => whole(reader, () => isScalar(reader)), failed(`Invalid JSON value: ${text}`)),
  ),
  standard('sb_json_value', failedText, (items) => {
    const [item] = items ?? [];
    if (items?.length !== 1 || item === undefined || item === null || Array.isArray(item) || item instanceof Map) return null;
    return typeof item === 'object' ? canonicalWord(item.number) : String(item);
  }),
  standard('sb_json_query', failedText, (items) => {
    const [item] = items ?? [];
    return items?.length === 1 && item !== undefined ? treeText(item) : null;
  }),
  standard('sb_json_exists', failed, (items) => String(items !== undefined && items.length > 0)),
];

function whole<T>(reader: JsonReader, read: () => T): T {
  const value = read();
  reader.end();
  return value;
}

function isScalar(reader: JsonReader): string {
  const char = reader.peek();
  reader.skip();
  return String(char !== '{' && char !== '[');
}

function atJsonPath(name: string, fail: (message: string) => string, read: (reader: JsonReader) => string | null): HostFunction {
  return strict(name, (text, path) => {
    const { steps } = readPath(path);
    if (steps === undefined) return fail(`Invalid JSON path: '${path}'`);
    return readJson(text, (reader) => atPath(reader, steps, () => read(reader)) ?? null, null);
  });
}

function scalar(reader: JsonReader): string | null {
  const char = reader.peek();
  if (char === '"') return reader.string();
  if (char === '{' || char === '[') return null;
  const word = reader.word();
  return word === 'null' ? null : word;
}

/** Members of an object or array, which is read to its end; 0 for a scalar. */
function sizeHere(reader: JsonReader): number {
  let size = 0;
  const count = (): undefined => {
    size++;
    reader.skip();
  };
  const char = reader.peek();
  if (char === '{') reader.object(count);
  else if (char === '[') reader.array(count);
  else reader.skip();
  return size;
}

/** An element that is a string comes without its quotes, as in Trino, whose documentation calls it broken. */
function arrayGet(text = '', index = '0'): string | null {
  const wanted = Number(index);
  return readJson(
    text,
    (reader) => {
      if (reader.peek() !== '[') return null;
      const items: string[] = [];
      const found = reader.array((at) => {
        const item = reader.peek() === '"' ? reader.string() : reader.copy(false);
        items.push(item);
        return at === wanted ? item : undefined;
      });
      return found ?? (wanted < 0 ? items.at(wanted) : undefined) ?? null;
    },
    null,
  );
}

/** `kind` is the type of the value that is looked for: elements of other types are not equal to it. */
function arrayContains(text = '', value = '', kind = 'varchar'): string | null {
  return readJson(
    text,
    (reader) => {
      if (reader.peek() !== '[') return null;
      const found = reader.array(() => (elementIs(reader, value, kind) ? true : undefined));
      return String(found === true);
    },
    null,
  );
}

function elementIs(reader: JsonReader, value: string, kind: string): boolean {
  const char = reader.peek();
  if (char === '"') return reader.string() === value && kind === 'varchar';
  if (char === '{' || char === '[') {
    reader.skip();
    return false;
  }
  const word = reader.word();
  if (kind === 'boolean') return word === value;
  if (!/^-?\d/u.test(word)) return false;
  const fractional = /[.eE]/u.test(word);
  if (kind === 'bigint') return !fractional && BigInt(word) === BigInt(value);
  return kind === 'double' && fractional && Number(word) === Number(value);
}

/** NULL where the text is no JSON, as NULL ON ERROR; json_exists is FALSE then. */
function standard(
  name: string,
  fail: (message: string) => string,
  use: (items: JsonTree[] | undefined) => string | null,
): HostFunction {
  return strict(name, (text, pathText) => {
    const { path } = readStandardPath(pathText);
    if (path === undefined) return fail(`Invalid JSON path: '${pathText}'`);
    return use(readJson<JsonTree[] | undefined>(text, (reader) => itemsOf(reader, path), undefined));
  });
}

function itemsOf(reader: JsonReader, path: StandardPath): JsonTree[] | undefined {
  return itemsAt(
    whole(reader, () => reader.tree()),
    path,
  );
}
