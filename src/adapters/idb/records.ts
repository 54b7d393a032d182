import { z } from 'zod';
import { callEntrySchema } from '../../core/aws/call-entry.ts';
import { languageSchema, runStatusSchema } from '../../core/run.ts';

/** What each store holds. Records are checked when they are read: a browser crash or another program may have damaged them. */

const blob = z.instanceof(Blob);
const language = languageSchema;
const isoTime = z.string().min(1);

export const workflowRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Absent while it is deleted, so that the name is free. */
  name_key: z.exactOptional(z.string()),
  /** The tab that deleted it. It is purged once that tab is gone. */
  deleted_in: z.exactOptional(z.string()),
  language,
  description: z.string(),
  tags: z.array(z.string()),
  version: z.int().positive(),
  created_at: isoTime,
  updated_at: isoTime,
});
export type WorkflowRecord = z.infer<typeof workflowRecordSchema>;

export const versionRecordSchema = z.object({
  workflow_id: z.string(),
  version: z.int().positive(),
  language,
  code: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  params_schema_json: z.exactOptional(z.string()),
  changelog: z.exactOptional(z.string()),
  created_at: isoTime,
});
export type VersionRecord = z.infer<typeof versionRecordSchema>;

export const lastRunRecordSchema = z.object({ id: z.string(), at: isoTime });
export type LastRunRecord = z.infer<typeof lastRunRecordSchema>;

/** What lists need of a run. `summary_json` is the whole RunSummary; beside it stands what is indexed. */
export const runRecordSchema = z.object({
  run_id: z.string(),
  started_at: isoTime,
  status: runStatusSchema,
  workflow_id: z.exactOptional(z.string()),
  /** The tab that runs it, while it is running. */
  owner: z.exactOptional(z.string()),
  summary_json: z.string(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** Short text as it is; long text as a Blob of its JSON, which keeps NULs and lone surrogates and is quick to write. */
const storedText = z.union([z.string(), blob]);
export type StoredText = z.infer<typeof storedText>;

export const runContentsRecordSchema = z.object({
  run_id: z.string(),
  code: storedText,
  stdout: storedText,
  stderr: storedText,
  result_json: storedText,
  displays_json: z.array(storedText),
});
export type RunContentsRecord = z.infer<typeof runContentsRecordSchema>;

export const fileRecordSchema = z.object({
  path: z.string(),
  bytes: z.int().nonnegative(),
  media_type: z.string(),
  modified_at: isoTime,
  run_id: z.exactOptional(z.string()),
  deleted_in: z.exactOptional(z.string()),
});
export type FileRecord = z.infer<typeof fileRecordSchema>;

export const fileContentRecordSchema = z.object({ path: z.string(), content: blob });
export type FileContentRecord = z.infer<typeof fileContentRecordSchema>;

export const settingRecordSchema = z.object({ key: z.string(), json: z.string() });
export type SettingRecord = z.infer<typeof settingRecordSchema>;

export const tableRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  file_name: z.string(),
  source: z.enum(['handle', 'copy', 'workspace']),
  bytes: z.number().nonnegative(),
  last_modified: z.number(),
  added_at: isoTime,
  handle: z.exactOptional(z.unknown()),
  copy: z.exactOptional(blob),
  path: z.exactOptional(z.string()),
  left_out: z.exactOptional(z.literal(true)),
  found: z.exactOptional(z.unknown()),
});
export type TableRecord = z.infer<typeof tableRecordSchema>;

/** What the history shows of a conversation, and the title that counts. One of a later format may hold more. */
export const conversationRecordSchema = z.object({
  id: z.string(),
  /** The tab that deleted it. It is purged once that tab is gone. */
  deleted_in: z.exactOptional(z.string()),
  format: z.int().positive(),
  title: z.string(),
  titled: z.boolean(),
  created_at: isoTime,
  updated_at: isoTime,
  message_count: z.int().nonnegative(),
});
export type ConversationRecord = z.infer<typeof conversationRecordSchema>;

/** `json` is the whole conversation; `words` is what a search looks through, in lower case. */
export const conversationContentsRecordSchema = z.object({ id: z.string(), json: storedText, words: storedText });
export type ConversationContentsRecord = z.infer<typeof conversationContentsRecordSchema>;

/** An entry of the audit log, as it is. */
export const awsCallRecordSchema = callEntrySchema;
export type AwsCallRecord = z.infer<typeof awsCallRecordSchema>;

/** A sign of life of a tab, where the browser has no Web Locks. Milliseconds since the epoch. */
export const tabRecordSchema = z.object({ tab: z.string(), beat_at: z.number() });
export type TabRecord = z.infer<typeof tabRecordSchema>;
