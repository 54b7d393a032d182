import { z } from 'zod';
import { callStatuses } from '../run.ts';

/** Who made a call: code or SQL of a run, a query without one, or the page, to show tables. */
export const callerSchema = z.object({
  kind: z.enum(['run', 'query', 'page']),
  run_id: z.exactOptional(z.string()),
  workflow_id: z.exactOptional(z.string()),
  workflow_version: z.exactOptional(z.int()),
});
export type AwsCallOrigin = z.infer<typeof callerSchema>;

/**
 * One call to AWS, or one that was not let through, as the audit log keeps it. Never what was sent or answered, only what it was about.
 * `decision`: "allowed" by the policy, "approved" or "denied" by the person, "refused" by the policy.
 */
export const callEntrySchema = callerSchema.extend({
  id: z.string(),
  /** ISO 8601 in UTC. */
  at: z.string().min(1),
  service: z.string(),
  operation: z.string(),
  /** The workgroup, table, bucket and key, function … that it was about. */
  resource: z.exactOptional(z.string()),
  decision: z.enum(['allowed', 'approved', 'refused', 'denied']),
  /** Why it was refused. */
  reason: z.exactOptional(z.string()),
  status: z.enum(callStatuses),
  error_code: z.exactOptional(z.string()),
  duration_ms: z.number(),
  bytes_scanned: z.exactOptional(z.number()),
  /** AWS's own id of the request, of a query its execution's. */
  request_id: z.exactOptional(z.string()),
});
export type AwsCallEntry = z.infer<typeof callEntrySchema>;
