import { z } from 'zod';
import { embedCapabilities, embedCapabilitySchema, type EmbedCapability } from '../core/embedding.ts';

/**
 * What a page that embeds Sandbank and the page in its frame say to each other. Only the first words cross between windows; from the welcome on
 * both speak on a port of their own. Nested values cross as JSON text, so that what arrives has no prototype, getter or cycle, and
 * its size is known before it is looked at.
 */
export const EMBED_PROTOCOL = 1;

/** UTF-16 units of a call's input, as JSON: more than any tool takes. */
export const MAX_EMBED_INPUT = 32 * 1024 * 1024;

const mark = { sandbank: z.literal('embed') };
const capabilities = z.array(embedCapabilitySchema).max(embedCapabilities.length);
/** Made anew by the client for each connection: the answer names it, so that another's is not taken for it. */
const nonce = z.string().min(16).max(100);

/** From the embedding window to the frame, again and again until it is answered. What is wanted is no more than asked for. */
export const helloSchema = z.strictObject({ ...mark, type: z.literal('hello'), protocol: z.int(), nonce, capabilities });
export type HelloMessage = z.infer<typeof helloSchema>;

/** A hello of another version of this protocol, of which nothing else is known. */
export const anyHelloSchema = z.object({ ...mark, type: z.literal('hello'), protocol: z.int(), nonce });

export type RefusalReason = 'origin_not_allowed' | 'ancestor_not_allowed' | 'protocol' | 'too_many';

/** From the frame to the embedding window. A welcome brings the port. */
export type EmbedWindowMessage = { sandbank: 'embed' } & (
  | { type: 'ready'; protocol: number }
  | { type: 'refused'; nonce: string; reason: RefusalReason; message: string }
  | { type: 'welcome'; nonce: string; protocol: number; version: string; granted: EmbedCapability[] }
);

/** Chosen by the client, never the same for two that are under way. */
const id = z.int().nonnegative();

/** From the client, on the port. */
export const embedRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('list_tools'), id }),
  z.strictObject({
    type: z.literal('call_tool'),
    id,
    name: z.string().max(100),
    input_json: z.string().max(MAX_EMBED_INPUT),
  }),
  /** Of a call: a run ends as `cancelled` and is answered; of a question: it is not waited for any more. */
  z.strictObject({ type: z.literal('abort'), id }),
  /** Asks the person for more. Answered with what is granted then, or an error where the person did not decide. */
  z.strictObject({ type: z.literal('request_capabilities'), id, capabilities }),
  /** The last message: calls that are under way are aborted. */
  z.strictObject({ type: z.literal('close') }),
]);
export type EmbedRequest = z.infer<typeof embedRequestSchema>;

/** To the client, on the port. Of each id there is one `result` or `error`, and nothing after it. */
export type EmbedAnswer =
  | { type: 'event'; id: number; event_json: string }
  | { type: 'result'; id: number; result_json: string }
  | { type: 'error'; id: number; name: string; message: string; details_json?: string }
  /** What is granted has changed. */
  | { type: 'capabilities'; granted: EmbedCapability[] }
  /** The session was ended by the page; nothing follows. */
  | { type: 'closed'; message: string };

const grantMark = { sandbank: z.literal('grant') };

/** From the window in which the person decides to the page that opened it, of the same origin. */
export const grantWindowSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...grantMark, type: z.literal('ready') }),
  /** Null: refused. */
  z.strictObject({ ...grantMark, type: z.literal('answer'), nonce, granted: capabilities.nullable() }),
]);
export type GrantWindowMessage = z.infer<typeof grantWindowSchema>;

/** What that page asks the person, by this window. `granted`: what the origin has already. */
export const grantAskSchema = z.strictObject({
  ...grantMark,
  type: z.literal('ask'),
  nonce,
  origin: z.string().max(300),
  wanted: capabilities.min(1),
  granted: capabilities,
});
export type GrantAsk = z.infer<typeof grantAskSchema>;

/** The page has heard the answer; the window can be closed. */
export const grantTakenSchema = z.strictObject({ ...grantMark, type: z.literal('taken'), nonce });
export type GrantTaken = z.infer<typeof grantTakenSchema>;
