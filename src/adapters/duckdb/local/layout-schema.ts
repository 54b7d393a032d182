import { z } from 'zod';
import { BILLING_SHAPES, type BillingProfile } from '../../../core/billing/billing-profile.ts';
import { type CsvLayout, ENCODINGS } from '../../../../workers/engine/protocol.ts';

const count = z.int().nonnegative();

const billingSchema = z.object({
  shape: z.enum(BILLING_SHAPES),
  currencies: z.array(z.string()),
  bills: z.array(z.object({ period: z.string(), payer: z.string(), rows: count, negations: count, fees: count })),
  map_keys: z.record(z.string(), z.array(z.string())),
  negations_cancel: z.boolean(),
}) satisfies z.ZodType<BillingProfile>;

/** What was kept of an earlier reading of a file. One that does not fit (of another version) is left out, and the file read again. */
export const layoutSchema = z.object({
  kind: z.string(),
  evidence: z.array(z.string()),
  billing: z.exactOptional(billingSchema),
  delimiter: z.enum([',', ';', '\t', '|']),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string().regex(/^(?:[A-Z]+(?:\(\d+,\d+\))?|MAP\(VARCHAR, (?:VARCHAR|DECIMAL\(18,10\))\))$/u),
      empty: z.boolean(),
      whole: z.exactOptional(z.int().nonnegative()),
      comma: z.exactOptional(z.literal(true)),
      groups: z.exactOptional(z.enum(['.', ','])),
      ambiguous: z.exactOptional(z.literal(true)),
      offsets: z.exactOptional(z.literal(true)),
      strays: z.exactOptional(z.literal(true)),
    }),
  ),
  rows: z.int().nonnegative(),
  ranges: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
  encoding: z.enum(ENCODINGS),
  null_text: z.boolean(),
  quoted_nulls: z.boolean(),
  blank_text: z.boolean(),
  notes: z.array(z.string()),
  doubts: z.array(z.string()),
}) satisfies z.ZodType<CsvLayout>;

export function knownLayout(found: unknown): CsvLayout | undefined {
  const parsed = layoutSchema.safeParse(found);
  return parsed.success ? parsed.data : undefined;
}
