import { DOMException } from './dom-exception.ts';
import { inspect } from './inspect.ts';

/** A deep copy of data, by the structured clone algorithm: cycles stay, functions and symbols are refused. */
export function structuredClone<T>(value: T): T {
  return clone(value, new Map()) as T;
}

function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new DOMException(
      `${typeof value === 'function' ? inspect(value) : String(value)} could not be cloned.`,
      'DataCloneError',
    );
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const copy = emptyCopy(value);
  seen.set(value, copy);
  if (value instanceof Map)
    for (const [key, item] of value) (copy as Map<unknown, unknown>).set(clone(key, seen), clone(item, seen));
  else if (value instanceof Set) for (const item of value) (copy as Set<unknown>).add(clone(item, seen));
  else if (Array.isArray(value) || !isBuiltIn(value)) copyProperties(value, copy, seen);
  else if (value instanceof Error) copyError(value, copy as Error, seen);
  return copy;
}

function isBuiltIn(value: object): boolean {
  return (
    value instanceof Date ||
    value instanceof RegExp ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Error ||
    value instanceof Number ||
    value instanceof String ||
    value instanceof Boolean ||
    value instanceof BigInt
  );
}

function emptyCopy(value: object): object {
  if (Array.isArray(value)) return Array.from({ length: value.length });
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) return copyView(value);
  if (value instanceof Error) return Object.create(errorPrototype(value)) as object;
  if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt)
    return Object(value.valueOf()) as object;
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise)
    throw new DOMException(`${inspect(value)} could not be cloned.`, 'DataCloneError');
  return {};
}

function copyView(view: ArrayBufferView): object {
  const buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const tag = Reflect.get(Object.getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag, view) as string | undefined;
  const View = (globalThis as unknown as Record<string, new (buffer: unknown) => object>)[tag ?? 'DataView'];
  return View === undefined ? new Uint8Array(buffer) : new View(buffer);
}

function copyProperties(from: object, to: object, seen: Map<object, unknown>): void {
  for (const [key, item] of Object.entries(from))
    Object.defineProperty(to, key, { value: clone(item, seen), writable: true, enumerable: true, configurable: true });
}

function errorPrototype(error: Error): object {
  const base = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].find(
    ({ prototype }) => prototype.name === error.name,
  );
  return (base ?? Error).prototype;
}

function copyError(from: Error, to: Error, seen: Map<object, unknown>): void {
  for (const key of ['message', 'stack', 'cause'] as const)
    if (Object.hasOwn(from, key))
      Object.defineProperty(to, key, { value: clone(from[key], seen), writable: true, enumerable: false, configurable: true });
}
