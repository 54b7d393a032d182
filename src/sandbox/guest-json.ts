import { MAX_JSON_DEPTH, nestsDeeperThan } from '../core/json-depth.ts';
import type { Json } from '../core/json.ts';

/**
 * The value of JSON text that a sandbox sent, or undefined where it is no JSON or nests deeper than `MAX_JSON_DEPTH`. Depth is counted
 * in the text, before anything recursive sees it. Keys such as `__proto__` become own properties; never assign them onto another object.
 */
export function parseGuestJson(text: string): { value: Json } | undefined {
  if (nestsDeeperThan(text, MAX_JSON_DEPTH)) return undefined;
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
