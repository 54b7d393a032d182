import { z } from 'zod';

const KB = 1024;
const MB = 1024 * KB;

/** What one run may use. Sizes are bytes. Reaching `output` cuts the text and the run goes on; every other cap ends the run. */
export const limitsSchema = z.strictObject({
  /** Seconds from the first instruction of the user's code. */
  timeout_s: z.number().min(1).max(300).default(30),
  /** Ceiling of the guest's linear memory, by language. */
  python_memory_bytes: z
    .int()
    .min(64 * MB)
    .max(2048 * MB)
    .default(1024 * MB),
  javascript_memory_bytes: z
    .int()
    .min(16 * MB)
    .max(2048 * MB)
    .default(256 * MB),
  /** Of stdout and of stderr, each. Past it the text is cut with a note. */
  output_bytes: z
    .int()
    .min(KB)
    .max(64 * MB)
    .default(MB),
  /** What a run may print in all, kept or not, before it is ended as `limit_exceeded`. */
  flood_bytes: z
    .int()
    .min(MB)
    .max(4096 * MB)
    .default(64 * MB),
  displays: z.int().min(1).max(1000).default(100),
  display_bytes: z
    .int()
    .min(KB)
    .max(100 * MB)
    .default(10 * MB),
  files: z.int().min(1).max(10_000).default(100),
  file_bytes: z
    .int()
    .min(KB)
    .max(2048 * MB)
    .default(100 * MB),
  result_bytes: z
    .int()
    .min(KB)
    .max(100 * MB)
    .default(5 * MB),
});

export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = limitsSchema.parse({});
