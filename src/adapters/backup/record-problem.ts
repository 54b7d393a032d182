import type { z } from 'zod';
import { MAX_JSON_DEPTH, nestsDeeperThan } from '../../core/json-depth.ts';
import { archiveLimits } from './archive-format.ts';

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

/** What a value may nest in, inside of a record. */
const RECORD_DEPTH = 12;

/** The value of a line, before any schema has seen it. Depth is counted in the text: nothing recursive meets more. */
export function parseLine(json: string): Checked<unknown> {
  if (json.length > archiveLimits.record_bytes) return { ok: false, problem: 'it is too large' };
  if (nestsDeeperThan(json, MAX_JSON_DEPTH + RECORD_DEPTH)) return { ok: false, problem: 'it nests too deep' };
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, problem: 'it is no JSON' };
    throw error;
  }
}

/** What keeps a value from being a record, in a clause; undefined where nothing does. What nests too deep for zod is no record either. */
export function recordProblem(schema: z.ZodType, value: unknown): string | undefined {
  const checked = checkRecord(schema, value);
  return checked.ok ? undefined : checked.problem;
}

export function checkRecord<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  try {
    const { data, error } = schema.safeParse(value);
    const issue = error?.issues[0];
    if (issue === undefined) return { ok: true, value: data as T };
    const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.').slice(0, 100)}: `;
    return { ok: false, problem: `${where}${issue.message.slice(0, 300)}` };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, problem: 'it nests too deep' };
    throw error;
  }
}
