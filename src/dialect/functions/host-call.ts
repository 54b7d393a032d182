import { FAILURE_MARK } from '../failure-mark.ts';
import type { CallContext } from './function-spec.ts';

/** A call of a host function, which takes nothing but VARCHAR (a bare NULL would be refused). */
export function host(name: string, ...args: string[]): string {
  return `${name}(${args.map((arg) => `CAST(${arg} AS VARCHAR)`).join(', ')})`;
}

/** Before a failure that a host function returns in place of a text; no cast to VARCHAR would fail on the failure itself. */
const FAILED_TEXT = '\u0001';

/** What a host function returns for a number, boolean or list that it can't make: the cast of it fails, and the message is in the error. */
export const failed = (message: string): string => FAILURE_MARK + message;

/** What a host function returns for a text that it can't make; `checked` turns it into the failure. */
export const failedText = (message: string): string => FAILED_TEXT + FAILURE_MARK + message;

/** The text of a host function that may fail. */
export function checked(call: string, { once }: Pick<CallContext, 'once'>): string {
  return once(
    call,
    (text) => `CASE WHEN starts_with(${text}, chr(1)) THEN CAST(CAST(substr(${text}, 2) AS INTEGER) AS VARCHAR) ELSE ${text} END`,
  );
}

/** A list of texts as DuckDB casts it from VARCHAR to VARCHAR[]. */
export function listText(items: readonly (string | null)[]): string {
  return `[${items.map((item) => (item === null ? 'NULL' : quoted(item))).join(',')}]`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;

/** `{"key"="value"}`, as DuckDB casts it to MAP(VARCHAR, VARCHAR). */
export function mapText(entries: Iterable<readonly [key: string, value: string]>): string {
  return `{${[...entries].map(([key, value]) => `${quoted(key)}=${value}`).join(',')}}`;
}

export const mapValue = quoted;

/** Keeps the newest of what was made from texts (patterns, paths), since the same ones come row after row. */
export function cached<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= 500) known.clear();
    known.set(text, made);
    return made;
  };
}
