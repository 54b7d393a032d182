import type { Json } from '../../core/json.ts';
import type { ToolEffect } from '../../tools/tool.ts';

/** How often the very same call is done in one answer; asked for once more, the model is told; after that, the answer ends. */
const MOST = 2;

export type Repeat = 'do' | 'tell' | 'end';

/** Counts the same calls of one answer. Reading again after something was changed or run is no repetition. */
export class RepeatedCalls {
  readonly #counts = new Map<string, { effect: ToolEffect; count: number }>();

  next(tool: string, input: Json, effect: ToolEffect): Repeat {
    const key = `${tool} ${canonical(input)}`;
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { effect, count });
    if (count === 1 && effect !== 'read') this.#forgetReads();
    if (count <= MOST) return 'do';
    return count === MOST + 1 ? 'tell' : 'end';
  }

  #forgetReads(): void {
    for (const [key, { effect }] of this.#counts) if (effect === 'read') this.#counts.delete(key);
  }
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
