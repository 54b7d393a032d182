import { z } from 'zod';
import { languageSchema } from './run.ts';
import { limitsSchema } from './limits.ts';
import { chatSwitchesSchema, modelEntrySchema } from './model-provider.ts';

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  limits: limitsSchema.prefault({}),
  retention: z
    .object({ max_runs: z.int().min(1).max(100_000).default(500), max_age_days: z.int().min(1).max(3650).default(90) })
    .prefault({}),
  /** Of a new conversation. */
  chat: chatSwitchesSchema.prefault({}),
  /** Models that the person set up, beside those of the site's configuration. */
  models: z.array(modelEntrySchema).max(50).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** What stands in the editor and is not saved as a workflow. It outlives a reload. */
export const draftSchema = z.object({
  language: languageSchema,
  code: z.string(),
  params_text: z.string(),
  timeout_s: z.number(),
  /** The workflow and version that the text was opened from. */
  workflow: z
    .object({
      id: z.string(),
      name: z.string(),
      version: z.number(),
      builtin: z.boolean(),
      /** The newest version there was when it was opened; without it, `version` is. */
      newest_seen: z.number().exactOptional(),
    })
    .nullable(),
  /** True where the text differs from what it was opened from. */
  dirty: z.boolean(),
});

export type Draft = z.infer<typeof draftSchema>;

/** Keys of the settings store. One place, so that two features never mean different things by one key. */
export const settingsKeys = {
  settings: 'settings',
  /** Of each tab, by the tab's name after a colon; without one, of a version that had one draft for all tabs. */
  draft: 'draft',
  /** Names of the tabs that have or left a draft, in the order in which they came. */
  draftTabs: 'draft_tabs',
  /** A draft that other code took the place of, until it is brought back. */
  previousDraft: 'previous_draft',
  connection: 'connection',
  /** Workgroup, catalog, database and reuse of results on the connection `athena`. */
  athena: 'athena',
  /** The id of the conversation that was open last. */
  conversation: 'conversation',
  /** Keys of models that the person wants kept on this device, encrypted: see `adapters/keys`. */
  modelKeys: 'model_keys',
  /** The AWS side that the person set up, where the site's configuration has none. Never a key. */
  aws: 'aws',
  /** Bytes that Athena has scanned on a day, over all tabs. */
  scanned: 'aws_scanned',
  /** What the person granted to pages that embed this one, by their origin. */
  embedGrants: 'embed_grants',
  firstVisit: 'first_visit',
  panel: 'panel',
  /** Whether what code touches is shown beside the editor. */
  findings: 'findings',
  chatDrawer: 'chat_drawer',
  /** When a back-up was last made here. */
  lastBackup: 'last_backup',
} as const;
