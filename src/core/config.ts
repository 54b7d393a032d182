import { z } from 'zod';
import { modelEntrySchema } from './model-provider.ts';

/**
 * `sandbank.config.json`, beside `index.html`: what whoever hosts the page sets for all who use it. Never a key. A wrong one is an
 * error that names the place in it.
 */
export const siteConfigSchema = z.strictObject({
  /** For editors, which then know the file's keys: "./sandbank.config.schema.json". */
  $schema: z.string().exactOptional(),
  models: z.array(modelEntrySchema).max(50).default([]),
});

export type SiteConfig = z.infer<typeof siteConfigSchema>;
