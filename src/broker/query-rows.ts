import type { EngineAnswer } from '../core/ports/sql-engine.ts';
import type { Cell } from '../core/json.ts';

/** An answer whose rows are still bytes, so that they can go to a worker without passing through the page's parser. */
export type QueryRows = EngineAnswer & {
  /** Parses all rows, chunk by chunk, letting the page breathe in between. */
  rows(): Promise<Cell[][]>;
};

export function withRows(answer: EngineAnswer): QueryRows {
  return { ...answer, rows: () => parseChunks(answer.chunks) };
}

async function parseChunks(chunks: readonly Uint8Array[]): Promise<Cell[][]> {
  const decoder = new TextDecoder();
  const rows: Cell[][] = [];
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await breathe();
    // The engine's worker is our own and writes exactly this shape.
    for (const row of JSON.parse(decoder.decode(chunk)) as Cell[][]) rows.push(row);
  }
  return rows;
}

/** Lets the page draw and answer input before more work is done. */
export function breathe(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    channel.port1.close();
    resolve();
  });
  channel.port1.start();
  channel.port2.postMessage(null);
  return promise;
}
