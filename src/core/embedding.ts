import { z } from 'zod';

/**
 * What a page that embeds Sandbank may be granted, by the person, for its origin:
 * "read": names of workflows and tables, and the code of workflows; "read_data": rows, files, and the log and results of runs; "run":
 * running code and workflows, whose answers hold data; "write": saving workflows and files, changing the selected connection;
 * "delete": deleting workflows and files; "aws": whatever asks AWS, in the name of who is signed in.
 */
export const embedCapabilities = ['read', 'read_data', 'run', 'write', 'delete', 'aws'] as const;
export const embedCapabilitySchema = z.enum(embedCapabilities);
export type EmbedCapability = z.infer<typeof embedCapabilitySchema>;

export type EmbedGrant = {
  /** "https://dashboards.example.com" */
  origin: string;
  capabilities: EmbedCapability[];
  /** ISO 8601 in UTC. */
  granted_at: string;
};

/** As it stands in the settings store. */
export const embedGrantsSchema: z.ZodType<EmbedGrant[]> = z
  .array(z.strictObject({ origin: z.string(), capabilities: z.array(embedCapabilitySchema), granted_at: z.iso.datetime() }))
  .max(200);

/** In the order in which they are listed everywhere, each once. */
export function sortedCapabilities(given: Iterable<EmbedCapability>): EmbedCapability[] {
  const set = new Set(given);
  return embedCapabilities.filter((each) => set.has(each));
}
