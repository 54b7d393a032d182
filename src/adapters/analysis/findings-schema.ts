import { z } from 'zod';
import type { CodeFindings } from '../../core/ports/code-analysis.ts';
import { languageSchema } from '../../core/run.ts';
import { capabilityIds } from '../../core/share/shared-workflow.ts';

const MOST = 2500;
const text = z.string().max(6000);
const place = { line: z.int().min(1), column: z.exactOptional(z.int().min(1)) };
const known = z.union([text, z.undefined()]);
const listOf = <T extends z.ZodRawShape>(shape: T) => z.array(z.strictObject({ ...place, ...shape })).max(MOST);

/** What the analysis' worker answers, looked at again: it has read what is not ours. */
export const findingsSchema: z.ZodType<CodeFindings> = z.strictObject({
  language: languageSchema,
  syntax_error: z.exactOptional(z.strictObject({ ...place, message: text })),
  imports: listOf({ name: text, kind: z.enum(['built in', 'package', 'unknown']) }),
  calls: listOf({ name: text }),
  queries: listOf({
    sql: known,
    tables: z.array(text).max(100),
    effect: z.union([z.enum(['read', 'unknown']), z.strictObject({ writes: text })]),
    named: z.exactOptional(z.array(z.strictObject({ ...place, table: text })).max(100)),
  }),
  aws: listOf({ service: known, operation: known }),
  files: listOf({ path: known, access: z.enum(['read', 'write', 'delete', 'unknown']) }),
  network: listOf({ what: text }),
  dynamic: listOf({ what: text }),
  params: z.array(text).max(MOST),
  capabilities: z.array(z.enum(capabilityIds)).max(capabilityIds.length),
});
