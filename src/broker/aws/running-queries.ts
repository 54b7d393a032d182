import type { PolicyError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import type { Abort } from '../../core/ports/abort.ts';
import { sleep } from './aborted.ts';
import { textAt, valuesAt } from './input-members.ts';
import type { ScanReservation } from './scan-budget.ts';

/** Milliseconds between two looks at a query: the first, the factor, the most. Source: Athena's own advice on polling. */
const FIRST_LOOK = 250;
const SLOWER = 1.5;
const SLOWEST = 5000;
/** Looks in a row that may fail before the query is left alone, with what is held for it still counted. */
const MOST_FAILURES = 60;

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

export type BegunQuery = {
  id: string;
  reservation: ScanReservation;
  /** Of the run: a query is stopped in AWS when it has ended. */
  signal: Abort | undefined;
  /** Called once; `bytesScanned` is undefined where it is not known how it ended. */
  onEnd(bytesScanned: number | undefined): void;
  /** Stops it in AWS. */
  stop(): Promise<AwsObject>;
};

type Watched = BegunQuery & {
  seenAt: number;
  isEnded: boolean;
  isTold: boolean;
  problem?: PolicyError;
  stopping?: Promise<AwsObject>;
};

/**
 * Queries that were begun through the broker, each watched to its end, whether or not whoever began it asks for it again: what it
 * scans is counted as it goes, and it is stopped when its run has ended or the budget is passed.
 */
export class RunningQueries {
  #caller: AwsCaller;
  #now: () => number;
  #onProblem: (error: unknown) => void;
  #byId = new Map<string, Watched>();

  constructor(caller: AwsCaller, onProblem: (error: unknown) => void, now: () => number) {
    this.#caller = caller;
    this.#onProblem = onProblem;
    this.#now = now;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** Why it was stopped by the broker. */
  problemOf(id: string): PolicyError | undefined {
    return this.#byId.get(id)?.problem;
  }

  /** One that is watched already (AWS answers a repeated token with the query that it began) is not counted twice. */
  begin(begun: BegunQuery): void {
    if (this.#byId.has(begun.id)) {
      begun.onEnd(0);
      void begun.reservation.settle(0).catch(this.#onProblem);
      return;
    }
    const watched: Watched = { ...begun, seenAt: this.#now(), isEnded: false, isTold: false };
    this.#byId.set(begun.id, watched);
    this.#forgetOldest();
    const { signal } = begun;
    const onAbort = (): void => void this.#stop(watched);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    this.#watch(watched)
      .catch(this.#onProblem)
      .finally(() => signal?.removeEventListener('abort', onAbort));
  }

  /**
   * Takes notice of what AWS says of a query, whoever asked. Answers the bytes that it has scanned the first time that it is seen to
   * have ended.
   */
  async observe(execution: AwsObject): Promise<number | undefined> {
    const id = textAt(execution, 'QueryExecutionId');
    const watched = id === undefined ? undefined : this.#byId.get(id);
    if (watched === undefined) return undefined;
    watched.seenAt = this.#now();
    const bytes = scannedBytes(execution);
    if (!ENDED.has(textAt(execution, 'Status.State') ?? '')) {
      const problem = watched.isEnded ? undefined : await watched.reservation.report(bytes);
      if (problem !== undefined && watched.problem === undefined) {
        watched.problem = problem;
        await this.#stop(watched);
      }
      return undefined;
    }
    await this.#end(watched, bytes);
    return bytes;
  }

  /** Whether the bytes of a query that has ended were told to its run; from now on they are. */
  tell(id: string): boolean {
    const watched = this.#byId.get(id);
    if (watched === undefined || watched.isTold) return false;
    watched.isTold = true;
    return true;
  }

  async #watch(watched: Watched): Promise<void> {
    let wait = FIRST_LOOK;
    let failures = 0;
    while (!watched.isEnded) {
      // One look after another.
      await sleep(wait);
      const isFresh = this.#now() - watched.seenAt < wait;
      wait = Math.min(SLOWEST, wait * SLOWER);
      if (watched.isEnded || isFresh) continue;
      failures = (await this.#look(watched)) ? 0 : failures + 1;
      if (failures >= MOST_FAILURES) await this.#end(watched, undefined);
    }
  }

  async #look(watched: Watched): Promise<boolean> {
    try {
      const input = { QueryExecutionId: watched.id };
      const answer = await this.#caller.call({ service: 'athena', operation: 'GetQueryExecution', input });
      const [execution] = valuesAt(answer, 'QueryExecution');
      await this.observe({ ...(execution as AwsObject), QueryExecutionId: watched.id });
      return true;
    } catch {
      // Out of reach, or signed out, for a while: the next look may tell.
      return false;
    }
  }

  async #end(watched: Watched, bytes: number | undefined): Promise<void> {
    if (watched.isEnded) return;
    watched.isEnded = true;
    watched.onEnd(bytes);
    await watched.reservation.settle(bytes);
  }

  /** Stops a query by `send`, or joins who is stopping it already. */
  async stop(id: string, send: () => Promise<AwsObject>): Promise<AwsObject> {
    const watched = this.#byId.get(id);
    if (watched === undefined) return await send();
    watched.stopping ??= send().catch((error: unknown) => {
      delete watched.stopping;
      throw error;
    });
    return await watched.stopping;
  }

  /** It is watched until AWS says that it has ended, with what it had scanned by then. */
  async #stop(watched: Watched): Promise<void> {
    if (watched.isEnded) return;
    await this.stop(watched.id, () => watched.stop()).catch(() => undefined);
  }

  #forgetOldest(): void {
    if (this.#byId.size <= MOST_KNOWN) return;
    for (const [id, { isEnded }] of this.#byId) {
      if (!isEnded) continue;
      this.#byId.delete(id);
      return;
    }
  }
}

/** Queries that are known by their ids, ended ones too. */
const MOST_KNOWN = 5000;

function scannedBytes(execution: AwsObject): number {
  const [bytes] = valuesAt(execution, 'Statistics.DataScannedInBytes');
  return typeof bytes === 'number' && Number.isFinite(bytes) ? bytes : 0;
}
