import { z } from 'zod';
import { PROTOCOL_VERSION } from './version.ts';

/** Our workers send at most half of this at a time. */
const MAX_OUTPUT_TEXT = 64 * 1024;
const MAX_SQL = 4 * 1024 * 1024;
/** An AWS call's input, as JSON. */
const MAX_AWS_INPUT = 8 * 1024 * 1024;

const errorSchema = z.strictObject({
  type: z.string().max(200),
  message: z.string().max(100_000),
  line: z.int().positive().optional(),
  traceback: z.string().max(200_000).optional(),
});

const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer, {
  message: 'must be a Uint8Array over a plain ArrayBuffer',
});

const request = { type: z.literal('request'), id: z.int().nonnegative() };

/** What code asks of the page: a query, a call to AWS (its input in the form of `aws-wire.ts`), or one of its language's packages. */
export const requestSchema = z.discriminatedUnion('capability', [
  z.strictObject({ ...request, capability: z.literal('query'), sql: z.string().max(MAX_SQL) }),
  z.strictObject({
    ...request,
    capability: z.literal('aws'),
    service: z.string().max(100),
    operation: z.string().max(100),
    /** Where the code named one. */
    region: z.string().max(100).optional(),
    input_json: z.string().max(MAX_AWS_INPUT),
  }),
  /** Also before `started`. */
  z.strictObject({ ...request, capability: z.literal('package'), name: z.string().max(100) }),
]);

export type RequestMessage = z.infer<typeof requestSchema>;

/**
 * Everything that a worker may say on the port of its run. Nested values (a display, a result) cross as JSON text, so that what
 * arrives has no prototype, getter or cycle, and its size is known before it is looked at.
 */
export const workerMessageSchema = z.discriminatedUnion('type', [
  /** The runtime is up and waits for `start`. */
  z.strictObject({ type: z.literal('ready'), protocol: z.literal(PROTOCOL_VERSION) }),
  z.strictObject({ type: z.literal('boot_failed'), message: z.string().max(10_000) }),
  /** The first instruction of the user's code is next. */
  z.strictObject({ type: z.literal('started') }),
  z.strictObject({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), text: z.string().max(MAX_OUTPUT_TEXT) }),
  /** Text was cut at the output cap; `printed_bytes` is what the stream has printed in all so far. */
  z.strictObject({
    type: z.literal('output_cut'),
    stream: z.enum(['stdout', 'stderr']),
    printed_bytes: z.number().nonnegative(),
  }),
  z.strictObject({ type: z.literal('display'), json: z.string() }),
  /** The first rows of the table that is shown next, an array: a long table comes in parts, so that the page can draw in between. */
  z.strictObject({ type: z.literal('display_rows'), json: z.string() }),
  /** The file as it is now; null: deleted. */
  z.strictObject({ type: z.literal('file'), path: z.string().max(2048), content: bytes.nullable() }),
  z.strictObject({
    type: z.literal('progress'),
    done: z.number(),
    total: z.number(),
    text: z.string().max(1000).optional(),
  }),
  requestSchema,
  /** The last message of a run. `result_json` is absent where there is no value. */
  z.strictObject({
    type: z.literal('end'),
    status: z.enum(['succeeded', 'failed', 'timed_out', 'out_of_memory', 'limit_exceeded']),
    result_json: z.string().optional(),
    error: errorSchema.nullable(),
    peak_memory_bytes: z.number().nonnegative().optional(),
  }),
]);

export type WorkerMessage = z.infer<typeof workerMessageSchema>;
