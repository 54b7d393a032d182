import { inject } from 'vitest';
import './aimock-address.ts';

/** One answer of the mock: what it is for, and what it says. First fit first; the shapes are aimock's. */
export type Fixture = {
  match: {
    userMessage?: string;
    hasToolResult?: boolean;
    toolResultContains?: string;
    turnIndex?: number;
    sequenceIndex?: number;
    model?: string;
  };
  response: {
    content?: string;
    toolCalls?: { id?: string; name: string; arguments: unknown }[];
    finishReason?: string;
    usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
    error?: { message: string; type?: string; code?: string };
    status?: number;
    retryAfter?: number;
  };
  latency?: number;
  chunkSize?: number;
  truncateAfterChunks?: number;
  disconnectAfterMs?: number;
  chaos?: { malformedRate?: number; disconnectRate?: number; dropRate?: number };
};

export type JournalEntry = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: { messages?: { role: string; content: unknown }[]; tools?: unknown[] } | null;
};

/** Of this file alone. */
const url = await (await fetch(inject('aimock'))).text();

export const aimock = {
  url,

  /** Takes the place of all earlier fixtures; empties the journal. */
  async script(fixtures: readonly Fixture[]): Promise<void> {
    await control('/reset', 'POST');
    const response = await control('/fixtures', 'POST', { fixtures });
    if (!response.ok) throw new Error(`aimock: ${await response.text()}`);
  },

  /** The requests since the last `script`, oldest first. */
  async journal(): Promise<JournalEntry[]> {
    const response = await control('/journal', 'GET');
    const answer = (await response.json()) as JournalEntry[] | { entries: JournalEntry[] };
    return Array.isArray(answer) ? answer : answer.entries;
  },
};

function control(path: string, method: string, body?: unknown): Promise<Response> {
  return fetch(`${url}/__aimock${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}
