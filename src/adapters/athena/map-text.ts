import type { JsonObject } from '../../core/json.ts';

const KEY = /^[^=,{}[\]]+$/u;

/**
 * The map that Athena writes as `{team=web, env=prod}`, values as text; undefined where it can be read in more than one way: a value that
 * holds "=", a comma and a blank, or another map. NULL and the text "null" look alike there, and are NULL here.
 */
export function mapCell(text: string): JsonObject | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const inner = text.slice(1, -1);
  if (inner === '') return {};
  const entries: [string, string | null][] = [];
  const seen = new Set<string>();
  for (const pair of inner.split(', ')) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0 || !KEY.test(key) || /[{}[\]]/u.test(value) || seen.has(key)) return undefined;
    seen.add(key);
    entries.push([key, value === 'null' ? null : value]);
  }
  return Object.fromEntries(entries);
}
