import { PolicyError } from '../../core/app-error.ts';
import type { SitePolicy } from '../../core/aws/aws-config.ts';
import { billedBytes, LEAST_SCANNED, scannedText } from '../../core/aws/scan-cost.ts';
import type { ScanTotals } from '../../core/ports/scan-totals.ts';

/** What a run's queries have scanned, or may scan yet, in bytes. */
export type RunScans = { bytes: number };

const MEND = 'Read fewer columns or partitions';

/**
 * The bytes that Athena may scan for one run and for one day (UTC) in this browser. Each query counts from its start with the least
 * that Athena bills, so that many small or simultaneous ones can't pass together.
 */
export class ScanBudget {
  #totals: ScanTotals;
  #policy: () => SitePolicy;
  #now: () => number;

  constructor(parts: { totals: ScanTotals; policy: () => SitePolicy; now: () => number }) {
    this.#totals = parts.totals;
    this.#policy = parts.policy;
    this.#now = parts.now;
  }

  scannedToday(): Promise<number> {
    return this.#totals.read(this.#day());
  }

  /** Takes the least that a query counts. Throws `PolicyError` where that is too much for the run or the day. */
  async reserve(run: RunScans): Promise<ScanReservation> {
    const over = this.#runProblem(run.bytes, run.bytes + LEAST_SCANNED);
    if (over !== undefined) throw new PolicyError(`The query was not started: ${over}`);
    run.bytes += LEAST_SCANNED;
    const day = this.#day();
    try {
      const total = await this.#totals.add(day, LEAST_SCANNED);
      const problem = this.#dayProblem(total - LEAST_SCANNED, total);
      if (problem !== undefined) {
        await this.#totals.add(day, -LEAST_SCANNED);
        throw new PolicyError(`The query was not started: ${problem}`);
      }
    } catch (error) {
      run.bytes -= LEAST_SCANNED;
      throw error;
    }
    return this.#reservation(run, day);
  }

  #reservation(run: RunScans, day: string): ScanReservation {
    let held = LEAST_SCANNED;
    let isSettled = false;
    const hold = async (bytes: number): Promise<number> => {
      const more = bytes - held;
      held = bytes;
      run.bytes += more;
      return more === 0 ? await this.#totals.read(day) : await this.#totals.add(day, more);
    };
    return {
      report: async (bytesScanned) => {
        if (isSettled) return undefined;
        const total = await hold(Math.max(held, billedBytes(bytesScanned)));
        const problem = this.#runProblem(run.bytes, run.bytes) ?? this.#dayProblem(total, total);
        return problem === undefined ? undefined : new PolicyError(`The query was stopped: ${problem}`);
      },
      settle: async (bytesScanned) => {
        if (isSettled) return;
        isSettled = true;
        await hold(bytesScanned === undefined ? held : billedBytes(bytesScanned));
      },
    };
  }

  #runProblem(scanned: number, wanted: number): string | undefined {
    const { bytes_per_run: limit } = this.#policy();
    if (wanted <= limit) return undefined;
    return (
      `the queries of this run have scanned ${scannedText(scanned)} of the ${scannedText(limit)} that one run may scan ` +
      `(policy.bytes_per_run = ${limit} in sandbank.config.json, which whoever hosts the page can change). ${MEND}, or begin another run.`
    );
  }

  #dayProblem(scanned: number, wanted: number): string | undefined {
    const { bytes_per_day: limit } = this.#policy();
    if (wanted <= limit) return undefined;
    return (
      `the queries of today have scanned ${scannedText(scanned)} of the ${scannedText(limit)} that a day may scan in this browser ` +
      `(policy.bytes_per_day = ${limit} in sandbank.config.json, which whoever hosts the page can change). ${MEND}; the day ends at midnight UTC.`
    );
  }

  #day(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }
}

export type ScanReservation = {
  /** What the query has scanned until now. Answers why it has to be stopped, where it is too much. */
  report(bytesScanned: number): Promise<PolicyError | undefined>;
  /** What it has scanned in all; undefined where that is not known, so that what is held stays counted. Once. */
  settle(bytesScanned?: number): Promise<void>;
};
