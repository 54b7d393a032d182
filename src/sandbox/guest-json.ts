import { MAX_JSON_DEPTH } from '../core/json-depth.ts';
import type { Json } from '../core/json.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

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

/** Counts brackets outside of strings; for text that is no JSON the answer does not matter. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return text.length;
}
