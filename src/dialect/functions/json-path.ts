import { cached } from './host-call.ts';
import type { JsonReader } from './json-reader.ts';

/** The keys of a path; one of digits is an index where there is an array. */
export type JsonPath = readonly string[];

const STEP = /\.([\p{L}\p{Nd}_:]+)|\[([\p{L}\p{Nd}_]+)\]|\["((?:[^"\\]|\\["\\])*)"\]/uy;

/** `$.a.b`, `$[0]`, `$["a b"]`: the paths of json_extract. Undefined for what Trino refuses too, such as `$.*` and `$.a-b`. */
export const readPath = cached((path: string): { steps: JsonPath | undefined } => {
  if (!path.startsWith('$')) return { steps: undefined };
  const steps: string[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return { steps: undefined };
    steps.push(match[1] ?? match[2] ?? (match[3] ?? '').replace(/\\(["\\])/gu, '$1'));
  }
  return { steps };
});

/** Goes to the first value at the path and reads it; undefined where there is none. */
export function atPath<T>(reader: JsonReader, path: JsonPath, read: () => T | undefined, step = 0): T | undefined {
  const key = path[step];
  if (key === undefined) return read();
  const char = reader.peek();
  const next = (): T | undefined | Missing => atPath(reader, path, read, step + 1) ?? MISSING;
  let found: T | undefined | Missing;
  if (char === '{') found = reader.object((name) => (name === key ? next() : reader.skip()));
  else if (char === '[' && /^\d+$/u.test(key)) found = reader.array((index) => (index === Number(key) ? next() : reader.skip()));
  return found === MISSING ? undefined : found;
}

type Missing = typeof MISSING;
const MISSING = Symbol('nothing at the path');
