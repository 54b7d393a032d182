import { writeJson } from './host.ts';
import { inspect } from './inspect.ts';

/** How deep a value may nest. What is deeper than the page takes is refused there, with the limit's name. */
const MAX_DEPTH = 202;

/**
 * The value as JSON text, or undefined where there is none. Big integers are text with all their digits, dates ISO 8601, maps objects,
 * sets and typed arrays arrays; NaN and infinities are null. What has a `toJSON` decides itself; what is no data is shown as its text.
 * Where a value holds itself, it is "[Circular]".
 */
export function toJson(value: unknown): string | undefined {
  const plain = toPlain(value, [], 0);
  return plain === undefined ? undefined : writeJson(plain);
}

/** The value as JSON's own: null, booleans, finite numbers, text, arrays and objects without a prototype. */
export function toPlain(value: unknown, holders: unknown[], depth: number): unknown {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return value.toString();
    case 'symbol':
      return value.toString();
    case 'function':
      return inspect(value);
    case 'object':
      return value === null ? null : objectToPlain(value, holders, depth);
    default:
      return value;
  }
}

function objectToPlain(value: object, holders: unknown[], depth: number): unknown {
  if (holders.includes(value)) return '[Circular]';
  if (depth > MAX_DEPTH) return null;
  holders.push(value);
  const inner = (item: unknown): unknown => toPlain(item, holders, depth + 1);
  const plain = dataOf(value, inner);
  holders.pop();
  return plain;
}

function dataOf(value: object, inner: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, (item: unknown) => inner(item) ?? null);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt)
    return inner(value.valueOf());
  if ('toJSON' in value && typeof value.toJSON === 'function') return inner((value.toJSON as () => unknown)());
  if (value instanceof Map)
    return entriesToPlain(
      [...value].map(([key, item]) => [String(key), item as unknown]),
      inner,
    );
  if (value instanceof Set) return [...value].map((item: unknown) => inner(item) ?? null);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as Uint8Array, (item: unknown) => inner(item));
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
  return recordToPlain(value, inner);
}

function recordToPlain(value: object, inner: (item: unknown) => unknown): unknown {
  const entries = Object.entries(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (entries.length === 0 && prototype !== null && prototype !== Object.prototype) return textOf(value);
  return entriesToPlain(entries, inner);
}

/** An object without data of its own: as it writes itself, else as it is inspected. */
function textOf(value: object): string {
  const { toString } = value;
  if (typeof toString === 'function' && toString !== Object.prototype.toString) return String(value);
  return inspect(value);
}

function entriesToPlain(entries: [string, unknown][], inner: (item: unknown) => unknown): object {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries) {
    const plain = typeof item === 'function' ? undefined : inner(item);
    if (plain !== undefined) record[key] = plain;
  }
  return record;
}
