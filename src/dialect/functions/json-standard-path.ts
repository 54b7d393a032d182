import { cached } from './host-call.ts';
import type { JsonTree } from './json-reader.ts';

type Step = { key: string } | { index: number } | { last: true } | { each: 'member' | 'element' };

/** A path of json_value, json_query and json_exists: `lax $.a."b c"[0].*`. */
export type StandardPath = { strict: boolean; steps: readonly Step[] };

const STEP = /\s*(?:\.\s*(?:([\p{L}_$][\p{L}\p{Nd}_$]*)|"((?:[^"\\]|\\.)*)"|(\*))(?!\s*\()|\[\s*(?:(\d+)|(last)|(\*))\s*\])/uy;

/** Undefined for what is no path or has filters, methods, ranges or arithmetic. Source: the JSON path language of Trino's documentation. */
export const readStandardPath = cached((text: string): { path: StandardPath | undefined } => {
  const head = /^\s*(lax\s|strict\s)?\s*\$/u.exec(text);
  if (!head) return { path: undefined };
  const steps: Step[] = [];
  const body = text.trimEnd();
  STEP.lastIndex = head[0].length;
  while (STEP.lastIndex < body.length) {
    const match = STEP.exec(body);
    if (!match) return { path: undefined };
    const [, name, quoted, member, index, last, element] = match;
    if (name !== undefined || quoted !== undefined) steps.push({ key: name ?? unquoted(quoted ?? '') });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (last !== undefined) steps.push({ last: true });
    else steps.push({ each: member === undefined && element !== undefined ? 'element' : 'member' });
  }
  return { path: { strict: head[1]?.startsWith('strict') === true, steps } };
});

const unquoted = (text: string): string => text.replace(/\\(.)/gu, '$1');

/** The items at the path; undefined where a strict path does not fit the value. */
export function itemsAt(tree: JsonTree, { strict, steps }: StandardPath): JsonTree[] | undefined {
  let items: JsonTree[] = [tree];
  for (const step of steps) {
    const next: JsonTree[] = [];
    for (const item of items) {
      const found =
        'key' in step || ('each' in step && step.each === 'member') ? members(item, step, strict) : elements(item, step, strict);
      if (found === undefined) return undefined;
      next.push(...found);
    }
    items = next;
  }
  return items;
}

function members(item: JsonTree, step: Step, strict: boolean): JsonTree[] | undefined {
  if (Array.isArray(item) && !strict)
    return item.flatMap((each) => (each instanceof Map ? (memberOf(each, step, strict) ?? []) : []));
  return item instanceof Map ? memberOf(item, step, strict) : strict ? undefined : [];
}

function memberOf(object: Map<string, JsonTree>, step: Step, strict: boolean): JsonTree[] | undefined {
  if (!('key' in step)) return [...object.values()];
  const value = object.get(step.key);
  return value !== undefined ? [value] : strict ? undefined : [];
}

function elements(item: JsonTree, step: Step, strict: boolean): JsonTree[] | undefined {
  if (!Array.isArray(item) && strict) return undefined;
  const list = Array.isArray(item) ? item : [item];
  if ('each' in step) return list;
  const value = 'last' in step ? list.at(-1) : 'index' in step ? list[step.index] : undefined;
  return value !== undefined ? [value] : strict ? undefined : [];
}
