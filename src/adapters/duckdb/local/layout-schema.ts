import { z } from 'zod';
import { type CsvLayout, ENCODINGS } from '../../../../workers/engine/protocol.ts';

/** What was kept of an earlier reading of a file. One that does not fit (of another version) is left out, and the file read again. */
export const layoutSchema = z.object({
  kind: z.string(),
  delimiter: z.enum([',', ';', '\t', '|']),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string().regex(/^[A-Z]+(?:\(\d+,\d+\))?$/u),
      empty: z.boolean(),
      comma: z.exactOptional(z.literal(true)),
      offsets: z.exactOptional(z.literal(true)),
      strays: z.exactOptional(z.literal(true)),
    }),
  ),
  rows: z.int().nonnegative(),
  ranges: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
  encoding: z.enum(ENCODINGS),
  null_text: z.boolean(),
  notes: z.array(z.string()),
}) satisfies z.ZodType<CsvLayout>;

export function knownLayout(found: unknown): CsvLayout | undefined {
  const parsed = layoutSchema.safeParse(found);
  return parsed.success ? parsed.data : undefined;
}
