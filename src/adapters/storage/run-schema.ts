import { z } from 'zod';
import type { JsonObject } from '../../core/json.ts';
import { callStatuses, languageSchema, runStatusSchema, type RunSummary } from '../../core/run.ts';

/** What is kept of a run beside its contents: checked when it is read, from storage or a back-up. */
export const runSummarySchema: z.ZodType<RunSummary> = z.object({
  run_id: z.string(),
  workflow_id: z.exactOptional(z.string()),
  workflow_version: z.exactOptional(z.number()),
  title: z.exactOptional(z.string()),
  received: z.exactOptional(z.literal(true)),
  language: languageSchema,
  runtime: z.string(),
  connection: z.string(),
  params: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  status: runStatusSchema,
  output_truncated: z.boolean(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), media_type: z.string() })),
  error: z
    .object({
      type: z.string(),
      message: z.string(),
      line: z.exactOptional(z.number()),
      position: z.exactOptional(z.number()),
      traceback: z.exactOptional(z.string()),
    })
    .nullable(),
  started_at: z.string(),
  duration_ms: z.number(),
  time_to_first_output_ms: z.exactOptional(z.number()),
  peak_memory_bytes: z.exactOptional(z.number()),
  calls: z.array(
    z.object({
      service: z.string(),
      operation: z.string(),
      status: z.enum(callStatuses),
      duration_ms: z.number(),
      bytes_scanned: z.exactOptional(z.number()),
    }),
  ),
});
