import { z } from 'zod';
import { FAILURE_NAMES } from '../athena/failure-names.ts';
import { endpointNames } from '../../../src/core/aws/aws-config.ts';

const times = z.int().min(0).exactOptional();
/** To which calls it comes: all where nothing is said; `times` is how often, always where nothing is said. */
const where = { service: z.enum([...endpointNames, 'sign-in']).exactOptional(), operation: z.string().exactOptional(), times };

/** What goes wrong with a call. */
const callFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...where, kind: z.literal('throttle') }),
  /** The role may not: `resource` is the ARN that AWS names. */
  z.strictObject({ ...where, kind: z.literal('deny'), resource: z.string().exactOptional() }),
  z.strictObject({ ...where, kind: z.literal('expired_token') }),
  z.strictObject({ ...where, kind: z.literal('bad_signature') }),
  z.strictObject({ ...where, kind: z.literal('unknown_key') }),
  z.strictObject({
    ...where,
    kind: z.literal('error'),
    code: z.string(),
    message: z.string(),
    status: z.int().default(400),
  }),
  /** The connection is cut when this share of the answer is sent. */
  z.strictObject({ ...where, kind: z.literal('cut'), share: z.number().min(0).max(1).default(0.5) }),
  /** The call is done, but a browser may not read the answer. */
  z.strictObject({ ...where, kind: z.literal('no_cors') }),
  z.strictObject({ ...where, kind: z.literal('slow'), ms: z.int().min(0) }),
]);

/** What becomes of a query whose text holds `sql` (compared without case), or of any. */
const queryFaultSchema = z.strictObject({
  sql: z.string().exactOptional(),
  times,
  /** How long it is at least RUNNING. */
  slow_ms: z.int().min(0).exactOptional(),
  queue_ms: z.int().min(0).exactOptional(),
  /** Bytes that it is said to have scanned. */
  bytes: z.number().min(0).exactOptional(),
  fail: z.enum(FAILURE_NAMES).exactOptional(),
  /** The first cell of its first row is a text of this size. */
  huge_cell_bytes: z.int().min(1).exactOptional(),
});

export const controlSchema = z.strictObject({
  /** "page": a form with buttons; "at once": no question asked; "denied": the user says no at once. */
  sign_in: z.enum(['at once', 'page', 'denied']).default('at once'),
  /** How long credentials and tokens are good from their issue; below zero, they are expired already. */
  credential_seconds: z.number().default(3600),
  token_seconds: z.number().default(3600),
  /** What the servers' clock is ahead of this machine's. */
  clock_offset_ms: z.number().default(0),
  faults: z.array(callFaultSchema).default([]),
  queries: z.array(queryFaultSchema).default([]),
  /** Groups of Cost Explorer in one page. */
  ce_page: z.int().min(1).default(200),
});

export type Control = z.infer<typeof controlSchema>;
export type ControlInput = z.input<typeof controlSchema>;
export type CallFault = z.infer<typeof callFaultSchema>;
export type QueryFault = z.infer<typeof queryFaultSchema>;
