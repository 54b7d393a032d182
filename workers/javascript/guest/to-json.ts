import { writeJson } from './host.ts';
import { inspect } from './inspect.ts';

/** How deep a value may nest. What is deeper than the page takes is refused there, with the limit's name. */
const MAX_DEPTH = 202;

/** One object on its way: where its plain form goes, or that all below it is done. */
type Step = { value: object; depth: number; put: (plain: unknown) => void } | { leave: object };
type Children = { holds: unknown[] | Record<string, unknown>; entries: Iterable<[number | string, unknown]> };

/**
 * The value as JSON text, or undefined where there is none. Big integers are text with all their digits, dates ISO 8601, maps objects,
 * sets and typed arrays arrays; NaN and infinities are null. What has a `toJSON` decides itself; what is no data is shown as its text.
 * Where a value holds itself, it is "[Circular]".
 */
export function toJson(value: unknown): string | undefined {
  const plain = toPlain(value);
  return plain === undefined ? undefined : writeJson(plain);
}

/**
 * The value as JSON's own: null, booleans, finite numbers, text, arrays and objects without a prototype. It does not call itself: the
 * interpreter's stack has no room for a call per level.
 */
export function toPlain(root: unknown): unknown {
  if (typeof root !== 'object' || root === null) return plainScalar(root);
  let answer: unknown;
  const steps: Step[] = [];
  const above = new Set<object>();
  put(root, 0, steps, (plain) => (answer = plain));
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('leave' in step) above.delete(step.leave);
    else enter(step, steps, above);
  }
  return answer;
}

/** Puts a plain value at once, and an object's turn on the list. */
function put(value: unknown, depth: number, steps: Step[], place: (plain: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return place(plainScalar(value));
  place(null);
  steps.push({ value, depth, put: place });
}

function plainScalar(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint' || typeof value === 'symbol') return value.toString();
  return typeof value === 'function' ? inspect(value) : value;
}

function enter(step: Extract<Step, { value: object }>, steps: Step[], above: Set<object>): void {
  const { value, depth } = step;
  if (above.has(value)) return step.put('[Circular]');
  if (depth > MAX_DEPTH) return;
  const data = dataOf(value);
  if (!isChildren(data)) return put(data, depth + 1, steps, step.put);
  step.put(data.holds);
  above.add(value);
  const own: Step[] = [];
  for (const [key, item] of data.entries)
    if (typeof item !== 'function' || Array.isArray(data.holds)) putChild(data.holds, key, item, depth + 1, own);
  steps.push({ leave: value });
  // The last one is taken first.
  for (let at = own.length - 1; at >= 0; at -= 1) steps.push(own[at] as Step);
}

function putChild(holds: Children['holds'], key: number | string, item: unknown, depth: number, steps: Step[]): void {
  if (typeof item !== 'object' || item === null) return putPlain(holds, key, plainScalar(item));
  putPlain(holds, key, null);
  steps.push({ value: item, depth, put: (plain) => putPlain(holds, key, plain) });
}

function putPlain(holds: Children['holds'], key: number | string, plain: unknown): void {
  const record = holds as Record<string, unknown>;
  if (plain !== undefined) record[key] = plain;
  else if (Array.isArray(holds)) record[key] = null;
  else delete record[key];
}

const CHILDREN = Symbol('children');

function children(holds: Children['holds'], entries: Children['entries']): Children {
  return { holds, entries, [CHILDREN]: true } as Children;
}

function isChildren(data: unknown): data is Children {
  return typeof data === 'object' && data !== null && CHILDREN in data;
}

/** What the object holds, or a value to take in its place. */
function dataOf(value: object): unknown {
  if (Array.isArray(value)) return children([], value.entries());
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt)
    return value.valueOf();
  if ('toJSON' in value && typeof value.toJSON === 'function') return (value.toJSON as () => unknown)();
  if (value instanceof Map)
    return children(
      record(),
      [...value].map(([key, item]) => [String(key), item as unknown]),
    );
  if (value instanceof Set) return children([], [...value].entries());
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return children([], Array.from(value as Uint8Array).entries());
  if (value instanceof ArrayBuffer) return children([], new Uint8Array(value).entries());
  return recordData(value);
}

function recordData(value: object): unknown {
  const entries = Object.entries(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (entries.length === 0 && prototype !== null && prototype !== Object.prototype) return textOf(value);
  return children(record(), entries);
}

/** An object without data of its own: as it writes itself, else as it is inspected. */
function textOf(value: object): string {
  const { toString } = value;
  if (typeof toString === 'function' && toString !== Object.prototype.toString) return String(value);
  return inspect(value);
}

function record(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
