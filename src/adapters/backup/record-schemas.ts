import { z } from 'zod';
import { displaySchema } from '../../core/display.ts';
import type { Json } from '../../core/json.ts';
import { limitsSchema } from '../../core/limits.ts';
import { chatSwitchesSchema } from '../../core/model-provider.ts';
import { languageSchema, MAX_CODE, type Run } from '../../core/run.ts';
import { settingsSchema } from '../../core/settings.ts';
import { isPlainLine } from '../../core/workflow-name.ts';
import { workspacePath } from '../../core/workspace.ts';
import { KEY_ID } from '../sharing/signature.ts';
import { runSummarySchema } from '../storage/run-schema.ts';

/** Records as they stand in an archive, checked when they are written and again when they are read. */

/** An id as this app makes them: it stands in addresses and keys. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/u, 'an id of letters, digits, _ and -');
/** As this app writes times, so that they sort as texts. */
const time = z.iso.datetime({ precision: 3 });
const anyJson = z.custom<Json>((value) => value !== undefined);

const name = z
  .string()
  .max(400)
  .refine(isPlainLine, { message: 'a name on one line, without control or text-direction characters' });

const code = z.string().max(MAX_CODE, `at most ${MAX_CODE} characters`);
/** Of a run: what its limit lets it keep at most, and the note that it was cut there. */
const MOST_OUTPUT = (limitsSchema.shape.output_bytes.unwrap().maxValue ?? 0) + 1000;
const output = z.string().max(MOST_OUTPUT, `at most ${MOST_OUTPUT} characters`);

const versionSchema = z.object({
  version: z.int().positive().max(10_000_000),
  language: languageSchema,
  code,
  description: z.string().max(20_000),
  tags: z.array(z.string().max(200)).max(100),
  params_schema: z.exactOptional(anyJson),
  changelog: z.exactOptional(z.string().max(20_000)),
  created_at: time,
});

/** A line of a member of workflows: a workflow, and then its versions, oldest first, a line each. */
export const workflowLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('workflow'),
    id: idSchema.refine((id) => !id.startsWith('builtin_'), { message: 'the id of a workflow that is not built in' }),
    name,
    created_at: time,
    versions: z.int().positive(),
  }),
  versionSchema.extend({ kind: z.literal('version') }),
]);
export type WorkflowLine = z.infer<typeof workflowLineSchema>;

const runFields = z.object({
  run_id: idSchema,
  started_at: time,
  code,
  stdout: output,
  stderr: output,
  result: anyJson,
  displays: z.array(displaySchema).max(10_000),
});

/** A run that has ended. */
export const runSchema = z.unknown().transform((value, context): Run => {
  const [summary, fields] = [runSummarySchema.safeParse(value), runFields.safeParse(value)];
  const issue = summary.error?.issues[0] ?? fields.error?.issues[0];
  if (summary.success && fields.success && summary.data.status !== 'running') return { ...summary.data, ...fields.data };
  context.addIssue({ code: 'custom', message: issue?.message ?? 'a run that has ended', path: issue?.path ?? ['status'] });
  return z.NEVER;
});

export const fileLineSchema = z.object({
  path: z.string().refine((path) => {
    const checked = workspacePath(path);
    return checked.ok && checked.path === path;
  }, 'a plain path inside of the workspace, such as data/costs.csv'),
  /** The member that holds its bytes. */
  member: z.string(),
  media_type: z.string().max(200),
  modified_at: time,
  run_id: z.exactOptional(idSchema),
});
export type FileLine = z.infer<typeof fileLineSchema>;

/** Settings that are the person's and say nothing of accounts, models and keys. What is not named here is in no archive. */
export const keptSettingsSchema = z.object({
  theme: settingsSchema.shape.theme,
  density: settingsSchema.shape.density,
  limits: limitsSchema,
  retention: settingsSchema.shape.retention,
  chat: chatSwitchesSchema.omit({ model_id: true }),
});
export type KeptSettings = z.infer<typeof keptSettingsSchema>;

export const lastRunSchema = z.object({ id: idSchema, at: time });

export const tableSchema = z.object({
  name: z.string().max(63),
  path: fileLineSchema.shape.path,
  added_at: time,
  left_out: z.exactOptional(z.literal(true)),
});

/** A key whose name the person has confirmed. */
export const signerSchema = z.object({ key_id: z.string().regex(KEY_ID), name, known_since: time });

/** Where a workflow of the back-up came from. */
export const importSchema = z.object({
  workflow_id: idSchema,
  origin: z.string().regex(/^[A-Za-z0-9_-]{22}$/u),
  version: z.int().positive(),
  local_version: z.int().positive(),
  key_id: z.exactOptional(signerSchema.shape.key_id),
  imported_at: time,
});

const MOST_FACTS = 100_000;
/** More than a list of them is good for; what names them is not looked through without end. */
export const MOST_TABLES = 1000;

export const factsSchema = z.object({
  /** When workflows last ran, built-in ones among them. */
  last_runs: z.array(lastRunSchema).max(MOST_FACTS),
  settings: keptSettingsSchema,
  tables: z.array(tableSchema).max(MOST_TABLES),
  signers: z.exactOptional(z.array(signerSchema).max(MOST_FACTS)),
  imports: z.exactOptional(z.array(importSchema).max(MOST_FACTS)),
});
export type Facts = z.infer<typeof factsSchema>;
