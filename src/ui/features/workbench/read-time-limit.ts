import { limitsSchema } from '../../../core/limits.ts';

const seconds = limitsSchema.shape.timeout_s.unwrap();
export const MIN_SECONDS = seconds.minValue ?? 1;
export const MAX_SECONDS = seconds.maxValue ?? 300;

/** The seconds that the field's text means, whole or not, or what is wrong with it: the same numbers fit as in a tool's `timeout_s`. */
export function readTimeLimit(text: string): { ok: true; seconds: number } | { ok: false; problem: string } {
  const read = seconds.safeParse(text.trim() === '' ? Number.NaN : Number(text));
  if (read.success) return { ok: true, seconds: read.data };
  const given = text.trim() === '' ? 'is empty' : `is "${text}"`;
  return { ok: false, problem: `Time limit ${given}; enter seconds from ${MIN_SECONDS} to ${MAX_SECONDS}, such as 30 or 1.5.` };
}
