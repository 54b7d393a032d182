import { PolicyError } from '../../core/app-error.ts';
import type { AwsCallOrigin } from '../../core/aws/call-entry.ts';
import type { Abort } from '../../core/ports/abort.ts';
import { sleep, unlessAborted } from './aborted.ts';
import type { RunScans } from './scan-budget.ts';

/** What one run may do. Calls beyond those of a second wait for their turn, as queries beyond those that may run at once do. */
export const callLimits = { per_second: 20, per_run: 5000, queries_at_once: 5, questions: 20 } as const;

/** What the broker knows of a run, from its first call to its end. */
export class RunLedger {
  readonly scans: RunScans = { bytes: 0 };
  /** Ids of queries that it began. */
  readonly queries = new Set<string>();
  /** What the person has allowed for all of it. */
  readonly consents = new Set<string>();
  #isLimited: boolean;
  #isSpent = false;
  #repeated = new WeakSet<Error>();
  #now: () => number;
  #calls = 0;
  #questions = 0;
  #nextCallAt = 0;
  #running = 0;
  #waiting: (() => void)[] = [];
  #question: Promise<unknown> = Promise.resolve();

  constructor(kind: AwsCallOrigin['kind'], now: () => number) {
    this.#isLimited = kind !== 'page';
    this.#now = now;
  }

  /** Waits for the turn of one more call, one that is as large as so many. Throws `PolicyError` where the run has made all that it may. */
  async turn(signal: Abort | undefined, turns = 1): Promise<void> {
    if (!this.#isLimited) return;
    if (this.#calls >= callLimits.per_run) {
      const error = new PolicyError(
        `One run may make ${callLimits.per_run.toLocaleString('en-US')} calls to AWS, and this one has made them. Ask for larger pages, or split the work into several runs; the limit is the program's own.`,
      );
      if (this.#isSpent) this.#repeated.add(error);
      this.#isSpent = true;
      throw error;
    }
    this.#calls += 1;
    const now = this.#now();
    const gap = 1000 / callLimits.per_second;
    // A run that was quiet may make the calls of one second at once.
    this.#nextCallAt = Math.max(this.#nextCallAt, now - 1000) + gap * turns;
    if (this.#nextCallAt > now) await unlessAborted(sleep(this.#nextCallAt - now), signal);
  }

  /** Whether an error only says once more that the run has made all of its calls. */
  saidBefore(error: unknown): boolean {
    return error instanceof Error && this.#repeated.has(error);
  }

  /** Waits until fewer queries run than may; the answer gives the place back, once. */
  async place(signal: Abort | undefined): Promise<() => void> {
    if (this.#running >= callLimits.queries_at_once) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      try {
        await unlessAborted(promise, signal, 'The query');
      } catch (error) {
        const at = this.#waiting.indexOf(resolve);
        // It was given the place in the same moment: the next one gets it.
        if (at < 0) this.#leave();
        else this.#waiting.splice(at, 1);
        throw error;
      }
    } else this.#running += 1;
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      this.#leave();
    };
  }

  /** One question of a run at a time: what is answered for all of it need not be asked again. Throws `PolicyError` for too many. */
  async oneQuestion<T>(ask: () => Promise<T>): Promise<T> {
    this.#questions += 1;
    if (this.#questions > callLimits.questions)
      throw new PolicyError(
        `One run may ask ${callLimits.questions} times, and this one has. Allow it for all of the run when it asks.`,
      );
    const answer = this.#question.then(ask);
    this.#question = answer.catch(() => undefined);
    return await answer;
  }

  /** The place goes to the one that waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

const MOST_LEDGERS = 500;

/** The ledgers of the runs that are known; a call without a run has one of its own. */
export class RunLedgers {
  #byRun = new Map<string, RunLedger>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `signal` fires when the run has ended: nothing needs to be known of it then. */
  of({ kind, run_id }: AwsCallOrigin, signal: Abort | undefined): RunLedger {
    if (run_id === undefined) return new RunLedger(kind, this.#now);
    const known = this.#byRun.get(run_id);
    if (known !== undefined) return known;
    const ledger = new RunLedger(kind, this.#now);
    this.#byRun.set(run_id, ledger);
    signal?.addEventListener('abort', () => this.#byRun.delete(run_id), { once: true });
    const oldest = this.#byRun.keys().next().value;
    if (this.#byRun.size > MOST_LEDGERS && oldest !== undefined) this.#byRun.delete(oldest);
    return ledger;
  }
}
