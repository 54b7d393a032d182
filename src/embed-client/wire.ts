import type { Capability } from './types.ts';

/** The protocol as this end of it knows it. The page's end is `src/protocol/embed.ts`; a test holds them together. */
export const PROTOCOL = 1;

export type Hello = { sandbank: 'embed'; type: 'hello'; protocol: number; nonce: string; capabilities: Capability[] };

export type FromFrame = { sandbank: 'embed' } & (
  | { type: 'ready'; protocol: number }
  | { type: 'refused'; nonce: string; reason: string; message: string }
  | { type: 'welcome'; nonce: string; protocol: number; version: string; granted: Capability[] }
);

export type Request =
  | { type: 'list_tools'; id: number }
  | { type: 'call_tool'; id: number; name: string; input_json: string }
  | { type: 'abort'; id: number }
  | { type: 'request_capabilities'; id: number; capabilities: Capability[] }
  | { type: 'close' };

export type Answer =
  | { type: 'event'; id: number; event_json: string }
  | { type: 'result'; id: number; result_json: string }
  | { type: 'error'; id: number; name: string; message: string; details_json?: string }
  | { type: 'capabilities'; granted: Capability[] }
  | { type: 'closed'; message: string };
