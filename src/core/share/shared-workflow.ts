import { z } from 'zod';
import { languageSchema } from '../run.ts';
import type { Json } from '../json.ts';

/** The format that this version writes and the newest that it reads. */
export const SHARE_FORMAT = 1;

/**
 * What code may be let do. "query": read the connection's tables by SQL; "read_files", "write_files": the workspace; "aws": calls to AWS
 * through the broker, queries on Athena among them.
 */
export const capabilityIds = ['query', 'read_files', 'write_files', 'aws'] as const;
export type CapabilityId = (typeof capabilityIds)[number];

const plainLine = (max: number) => z.string().min(1).max(max);

/**
 * One version of a workflow as it is sent: in a link, in a file. Never outputs, files, keys or account ids. `origin` is the same for all
 * versions of a workflow that one person sends, and says nothing of who that is.
 */
export const sharedWorkflowSchema = z.strictObject({
  format: z.literal(SHARE_FORMAT),
  origin: z.string().regex(/^[A-Za-z0-9_-]{22}$/u),
  name: plainLine(200),
  description: z.string().max(4000),
  tags: z.array(plainLine(100)).max(50),
  language: languageSchema,
  code: z.string().min(1).max(1_000_000),
  /** Of the sender's workflow; tells a newer link from an older one. */
  version: z.int().min(1).max(1_000_000),
  /** ISO 8601 in UTC: when that version was saved. */
  created_at: z.iso.datetime(),
  params_schema: z.exactOptional(z.json() as z.ZodType<Json>),
  changelog: z.exactOptional(z.string().max(4000)),
  /** What its sender says that it needs. It is granted by the person only. */
  capabilities: z.array(z.enum(capabilityIds)).max(capabilityIds.length),
});

export type SharedWorkflow = z.infer<typeof sharedWorkflowSchema>;
