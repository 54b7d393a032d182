import type { TextParts } from '../program/values.ts';

/** What stands in shown SQL for a part that is only known when it runs. */
export const UNKNOWN_PART = '{…}';

/** SQL as it is shown, and where in it the unknown parts stand. */
export type PartlyKnownSql = { text: string; unknown: [start: number, end: number][] };

export function sqlOfParts(parts: TextParts): PartlyKnownSql {
  let text = '';
  const unknown: [number, number][] = [];
  for (const part of parts) {
    if (part === null) unknown.push([text.length, text.length + UNKNOWN_PART.length]);
    text += part ?? UNKNOWN_PART;
  }
  return { text, unknown };
}
