import type { QueryResult } from '../../core/dataset.ts';

/** Of all answers together; the oldest are given up beyond it. */
const MAX_CELLS = 1_000_000;

/** What queries of the chat answered, whole, for as long as the page is open. A conversation in storage has the first rows alone. */
export class QueryAnswers {
  readonly #kept = new Map<string, QueryResult>();
  readonly #maxCells: number;
  #cells = 0;

  constructor(maxCells = MAX_CELLS) {
    this.#maxCells = maxCells;
  }

  keep(conversationId: string, callId: string, answer: QueryResult): void {
    const key = keyOf(conversationId, callId);
    this.#drop(key);
    this.#kept.set(key, answer);
    this.#cells += cellsOf(answer);
    for (const oldest of this.#kept.keys()) {
      if (this.#cells <= this.#maxCells) break;
      this.#drop(oldest);
    }
  }

  get(conversationId: string, callId: string): QueryResult | undefined {
    return this.#kept.get(keyOf(conversationId, callId));
  }

  #drop(key: string): void {
    const answer = this.#kept.get(key);
    if (answer === undefined) return;
    this.#cells -= cellsOf(answer);
    this.#kept.delete(key);
  }
}

function keyOf(conversationId: string, callId: string): string {
  return JSON.stringify([conversationId, callId]);
}

function cellsOf({ rows, columns }: QueryResult): number {
  return rows.length * columns.length;
}
