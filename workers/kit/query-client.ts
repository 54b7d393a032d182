import type { PageMessage } from '../../src/protocol/page-messages.ts';
import { HostQueryError, type QueryRows } from './run-host-types.ts';

type Answer = Extract<PageMessage, { type: 'answer' }>;
type Waiting = { resolve(rows: QueryRows): void; reject(error: HostQueryError): void };

/** The page ends a run that asks for more at a time; the rest waits here. */
const MAX_IN_FLIGHT = 16;

/** Asks the page for queries, a few at a time, and gives each its answer. */
export class QueryClient {
  readonly #post: (message: { type: 'request'; id: number; capability: 'query'; sql: string }) => void;
  readonly #inFlight = new Map<number, Waiting>();
  readonly #queue: { sql: string; waiting: Waiting }[] = [];
  #lastId = 0;

  constructor(post: (message: { type: 'request'; id: number; capability: 'query'; sql: string }) => void) {
    this.#post = post;
  }

  get pending(): boolean {
    return this.#inFlight.size > 0;
  }

  query(sql: string): Promise<QueryRows> {
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      if (this.#inFlight.size < MAX_IN_FLIGHT) this.#ask(sql, waiting);
      else this.#queue.push({ sql, waiting });
    });
  }

  settle({ id, answer }: Answer): void {
    const waiting = this.#inFlight.get(id);
    if (waiting === undefined) return;
    this.#inFlight.delete(id);
    const next = this.#queue.shift();
    if (next !== undefined) this.#ask(next.sql, next.waiting);
    if (answer.ok) waiting.resolve({ columns: answer.columns, chunks: answer.chunks, row_count: answer.row_count });
    else {
      const { message, ...details } = answer.error;
      waiting.reject(new HostQueryError(message, details));
    }
  }

  #ask(sql: string, waiting: Waiting): void {
    this.#lastId += 1;
    this.#inFlight.set(this.#lastId, waiting);
    this.#post({ type: 'request', id: this.#lastId, capability: 'query', sql });
  }
}
