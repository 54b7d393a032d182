import { z } from 'zod';
import { awsConfigSchema, sitePolicySchema } from './aws/aws-config.ts';
import { modelEntrySchema } from './model-provider.ts';

/**
 * `sandbank.config.json`, beside `index.html`: what whoever hosts the page sets for all who use it. Never a key. A wrong one is an
 * error that names the place in it.
 */
export const siteConfigSchema = z.strictObject({
  /** For editors, which then know the file's keys: "./sandbank.config.schema.json". */
  $schema: z.string().exactOptional(),
  models: z.array(modelEntrySchema).max(50).default([]),
  aws: awsConfigSchema.exactOptional(),
  policy: sitePolicySchema.prefault({}),
  /** Whose pages may show this one in a frame, by `?embed`: exact origins, such as "https://dashboards.example.com". */
  embed_origins: z.array(z.string().max(300)).max(50).default([]),
});

export type SiteConfig = z.infer<typeof siteConfigSchema>;
/** As the file holds it: what has a default may be left out. */
export type SiteConfigFile = z.input<typeof siteConfigSchema>;
