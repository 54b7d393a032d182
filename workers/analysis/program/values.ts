import type { NodeId } from './program.ts';

/** Pieces of a text in their order; null stands for what is only known when the code runs. */
export type TextParts = readonly (string | null)[];

/** What an expression may be. */
export type Value =
  | { is: 'text'; parts: TextParts }
  /** Something by its place in a module or among the globals: "os.remove", "global.fetch", "builtins.open". */
  | { is: 'ref'; path: string }
  /** What a library made, as its rules know it: a client of AWS, a path. */
  | { is: 'thing'; type: ThingType; service?: string; parts?: TextParts }
  | { is: 'method'; of: Value; name: string }
  | { is: 'function'; node: NodeId }
  | { is: 'list'; node: NodeId }
  | { is: 'record'; node: NodeId }
  | { is: 'unknown' };

export type ThingType = 'aws session' | 'aws client' | 'aws resource' | 'path';

export const UNKNOWN: Extract<Value, { is: 'unknown' }> = { is: 'unknown' };

/** Each once, in their order. */
export function distinct(values: readonly Value[]): Value[] {
  if (values.length <= 1) return [...values];
  const seen = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function keyOf(value: Value): string {
  return value.is === 'text' ? `text ${value.parts.join('\0')}` : JSON.stringify(value);
}

/** Longer texts are not put together. */
export const MOST_TEXT = 200_000;

/** One text after the other; neighbours are one piece. */
export function joined(texts: readonly TextParts[]): TextParts {
  const parts: (string | null)[] = [];
  let size = 0;
  for (const part of texts.flat()) {
    const last = parts.at(-1);
    size += part?.length ?? 0;
    const piece = size > MOST_TEXT ? null : part;
    if (piece !== null && typeof last === 'string') parts[parts.length - 1] = last + piece;
    else if (piece !== null || last !== null) parts.push(piece);
  }
  return parts;
}

/** Names of a path with `/` between them. */
export function pathText(names: readonly TextParts[]): TextParts {
  return joined(names.flatMap((name, at) => (at === 0 ? [name] : [['/'], name])));
}

/** The text where all of it is known. */
export function plainText(value: Value): string | undefined {
  if (value.is !== 'text') return undefined;
  const { parts } = value;
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
}

export const textOf = (parts: TextParts): Value => ({ is: 'text', parts: parts.filter((part) => part !== '') });
