import type { AwsObject, AwsValue } from '../core/aws/aws-value.ts';
import type { Json } from '../core/json.ts';
import { MAX_JSON_DEPTH } from '../core/json-depth.ts';

/**
 * How what AWS takes and answers crosses between code and page: JSON text in which a date is `{"$date":"2026-11-30T00:00:00.000Z"}`,
 * bytes of an input are `{"$bytes":"<base64>"}`, bytes of an output are `{"$blob":<index>}` in the list beside it, and an object that
 * itself has a key beginning with "$" is `{"$object":[[key,value],…]}`.
 */
export type AwsWire = { json: string; blobs: Uint8Array<ArrayBuffer>[] };

/** A text on the wire that is no value: of code that went round the kit. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export function toAwsWire(value: AwsValue): AwsWire {
  const blobs: Uint8Array<ArrayBuffer>[] = [];
  const json = JSON.stringify(
    encoded(value, (bytes) => {
      blobs.push(bytes);
      return { $blob: blobs.length - 1 };
    }),
  );
  return { json, blobs };
}

/** An input as text alone, bytes in base64. */
export function toAwsInput(value: AwsValue): string {
  return JSON.stringify(encoded(value, (bytes) => ({ $bytes: bytesToBase64(bytes) })));
}

/** Throws `WireError`. The answer has no prototype but Object's, and "__proto__" is a key as any other. */
export function fromAwsWire(json: string, blobs: readonly Uint8Array<ArrayBuffer>[] = []): AwsValue {
  let parsed: Json;
  try {
    parsed = JSON.parse(json) as Json;
  } catch (cause) {
    throw new WireError('The text is no JSON', { cause });
  }
  return decoded(parsed, blobs, 0);
}

export function isAwsObject(value: AwsValue): value is AwsObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !ArrayBuffer.isView(value)
  );
}

function encoded(value: AwsValue | undefined, bytes: (bytes: Uint8Array<ArrayBuffer>) => Json): Json {
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return { $date: value.toISOString() };
  if (ArrayBuffer.isView(value)) return bytes(value);
  if (Array.isArray(value)) return value.map((item) => encoded(item, bytes));
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]): [string, Json] => [key, encoded(item, bytes)]);
  return entries.some(([key]) => key.startsWith('$')) ? { $object: entries } : Object.fromEntries(entries);
}

/** In place: what was just parsed belongs to nobody else, and most of it stays as it is. */
function decoded(json: Json, blobs: readonly Uint8Array<ArrayBuffer>[], depth: number): AwsValue {
  if (depth > MAX_JSON_DEPTH) throw new WireError(`The value nests deeper than ${MAX_JSON_DEPTH} levels`);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) {
    const list: AwsValue[] = json;
    for (let at = 0; at < list.length; at++) if (holdsMore(list[at])) list[at] = decoded(json[at] ?? null, blobs, depth + 1);
    return list;
  }
  const keys = Object.keys(json);
  const [mark] = keys;
  if (keys.length === 1 && mark?.startsWith('$') === true) return marked(mark, json[mark] ?? null, blobs, depth);
  const object: AwsObject = json;
  for (const key of keys) if (holdsMore(object[key])) object[key] = decoded(json[key] ?? null, blobs, depth + 1);
  return object;
}

function holdsMore(value: AwsValue | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function marked(mark: string, value: Json, blobs: readonly Uint8Array<ArrayBuffer>[], depth: number): AwsValue {
  if (mark === '$date' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value);
  if (mark === '$bytes' && typeof value === 'string') return base64ToBytes(value);
  if (mark === '$blob' && typeof value === 'number' && blobs[value] !== undefined) return blobs[value];
  if (mark === '$object' && Array.isArray(value)) {
    return Object.fromEntries(
      value.map((entry) => {
        if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string')
          throw new WireError('"$object" wants pairs');
        return [entry[0], decoded(entry[1] ?? null, blobs, depth + 1)];
      }),
    );
  }
  throw new WireError(`"${mark.slice(0, 40)}" is no mark of a value`);
}

const CHUNK = 0x8000;

function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new WireError('"$bytes" wants base64', { cause });
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
