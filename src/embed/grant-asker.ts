import { PolicyError } from '../core/app-error.ts';
import { sortedCapabilities, type EmbedCapability } from '../core/embedding.ts';
import type { EmbedGrants } from '../core/ports/embed-grants.ts';
import type { Decision } from './grant-window.ts';

/** What waits for the person. `isBlocked`: the browser did not open the window the last time. */
export type Asked = { origin: string; wanted: EmbedCapability[]; isBlocked: boolean };

type Parts = {
  origin: string;
  grants: EmbedGrants;
  decide: (asked: { origin: string; wanted: EmbedCapability[]; granted: EmbedCapability[] }) => Promise<Decision>;
  /** Shows the person that something is asked, which is no place to decide it; undefined: nothing is any more. */
  show: (asked: Asked | undefined) => void;
  onProblem: (problem: unknown) => void;
};

type Waiting = { wanted: readonly EmbedCapability[]; resolve: () => void; reject: (error: Error) => void };

/** Asks the person for what clients of the embedding page want, all in one window. Nothing is asked twice that was refused, unless a client asks anew. */
export class GrantAsker {
  readonly #parts: Parts;
  readonly #wanted = new Set<EmbedCapability>();
  readonly #waiting = new Set<Waiting>();
  #isOpen = false;
  #isBlocked = false;
  /** A client that asks again and again must not have a window open at every click in the frame. */
  #opensByItself = true;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells the person that it is wanted. */
  offer(wanted: readonly EmbedCapability[]): void {
    for (const each of wanted) this.#wanted.add(each);
    this.#show();
  }

  /** Resolves when the person has decided on it; rejects with `PolicyError` where they refused or could not decide. */
  ask(wanted: readonly EmbedCapability[], signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const waiting: Waiting = { wanted, resolve, reject };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', () => {
        this.#waiting.delete(waiting);
        reject(new DOMException('The question was given up.', 'AbortError'));
      });
      this.offer(wanted);
      // Within a click in the frame the window may open by itself.
      if (this.#opensByItself && navigator.userActivation.isActive) this.review();
    });
  }

  /** Opens the window; must be called from a click. */
  review(): void {
    const wanted = sortedCapabilities(this.#wanted);
    if (this.#isOpen || wanted.length === 0) return;
    const { origin, grants, decide, onProblem } = this.#parts;
    this.#isOpen = true;
    decide({ origin, wanted, granted: sortedCapabilities(grants.of(origin)) })
      .finally(() => {
        this.#isOpen = false;
      })
      .then((decision) => this.#take(wanted, decision))
      .catch(onProblem);
  }

  async #take(asked: readonly EmbedCapability[], decision: Decision): Promise<void> {
    const { origin, grants } = this.#parts;
    this.#isBlocked = decision === 'blocked';
    this.#opensByItself = typeof decision === 'object';
    if (decision === 'blocked' || decision === 'closed') {
      this.#show();
      return this.#settle(asked, decision === 'blocked' ? BLOCKED : CLOSED);
    }
    for (const each of asked) this.#wanted.delete(each);
    this.#show();
    if (decision === 'refused') return this.#settle(asked, `The person refused it to ${origin}.`);
    // In force before the store has it: who waits need not wait for that.
    const kept = grants.allow(origin, decision);
    this.#settle(asked);
    await kept;
  }

  #settle(asked: readonly EmbedCapability[], problem?: string): void {
    for (const waiting of this.#waiting) {
      if (!waiting.wanted.every((each) => asked.includes(each))) continue;
      this.#waiting.delete(waiting);
      if (problem === undefined) waiting.resolve();
      else waiting.reject(new PolicyError(problem));
    }
  }

  #show(): void {
    const { origin, grants, show } = this.#parts;
    const granted = grants.of(origin);
    const wanted = sortedCapabilities([...this.#wanted].filter((each) => !granted.has(each)));
    show(wanted.length === 0 ? undefined : { origin, wanted, isBlocked: this.#isBlocked });
  }
}

const BLOCKED =
  'The browser did not open the window in which the person decides. They allow windows (pop-ups) for Sandbank’s address, and press “Review” in ' +
  'the frame again; a sandboxed frame also needs "allow-popups" and "allow-popups-to-escape-sandbox".';
const CLOSED = 'The window in which the person decides was closed before they decided. “Review” in the frame opens it again.';
