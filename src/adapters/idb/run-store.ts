import { StorageError } from '../../core/app-error.ts';
import type { Retention, RunQuery, RunStore } from '../../core/ports/stores.ts';
import type { Run, RunSummary } from '../../core/run.ts';
import { RunQueue } from '../storage/run-queue.ts';
import { interruption, summarizeRun } from '../storage/run-rules.ts';
import { runContentsRecordSchema, runRecordSchema, type RunContentsRecord, type RunRecord } from './records.ts';
import { RunBeginnings } from './run-beginnings.ts';
import { listRuns } from './run-list.ts';
import { deleteRuns, runsToPrune } from './run-prune.ts';
import { longRunContentsRecord, runContentsRecord, runRecord, summaryOfRecord, wholeRun } from './run-records.ts';
import type { StoreKey, WriteTx } from './schema.ts';
import type { StoreParts } from './store-parts.ts';

const BOTH: StoreKey[] = ['runs', 'run_contents'];

/** Runs deleted in one transaction: pruning thousands must not hold up the run that ends meanwhile. */
const PRUNE_BATCH = 50;

export class IdbRunStore implements RunStore {
  #parts: StoreParts;
  #queue = new RunQueue();
  #beginnings = new RunBeginnings();

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  begin(run: Run): Promise<void> {
    const write = (decided: Promise<boolean>): Promise<void> => this.#write(run, this.#parts.tabs.tab, put, decided);
    return this.#beginnings.add(run.run_id, write);
  }

  checkpoint(run: Run): Promise<void> {
    this.#beginnings.decide(run.run_id, true);
    return this.#write(run, this.#parts.tabs.tab, async (tx, records) => {
      const stored = await tx.objectStore('runs').get(run.run_id);
      // One that was held to be interrupted, though its tab was only asleep, is running again.
      if (stored === undefined || stored.status === 'running' || stored.status === 'interrupted') await put(tx, records);
    });
  }

  finish(run: Run): Promise<void> {
    this.#beginnings.decide(run.run_id, false);
    return this.#write(run, undefined, put);
  }

  async get(id: string): Promise<Run | undefined> {
    await this.#beginnings.written();
    const { connection, damage } = this.#parts;
    const doing = `The run ${id} could not be read`;
    const [record, contents] = await connection.read(doing, BOTH, (tx) =>
      Promise.all([tx.objectStore('runs').get(id), tx.objectStore('run_contents').get(id)]),
    );
    if (record === undefined) return undefined;
    const summary = this.#summary(record);
    const parts = damage.checked(`the run ${id}`, runContentsRecordSchema, contents);
    const run = summary === undefined || parts === undefined ? undefined : await wholeRun(summary, parts).catch(unreadable);
    if (run === undefined) throw damage.damaged(`the run ${id}`);
    return run;
  }

  async list(query: RunQuery): Promise<RunSummary[]> {
    await this.#beginnings.written();
    const records = await this.#parts.connection.read('The runs could not be listed', ['runs'], (tx) => listRuns(tx, query));
    return records.flatMap((record) => this.#summary(record) ?? []);
  }

  async markInterrupted(): Promise<number> {
    const { connection, changes, tabs } = this.#parts;
    const doing = 'Interrupted runs could not be marked';
    const running = (status = 'running'): IDBKeyRange => IDBKeyRange.bound([status], [status, []]);
    // In this order: a run that is seen here has an owner that was there before it.
    const seen = await connection.read(doing, ['runs'], (tx) => tx.objectStore('runs').index('by_status').getAll(running()));
    if (seen.length === 0) return 0;
    const alive = await tabs.alive();
    const left = seen.filter(({ owner }) => owner === undefined || !alive.has(owner)).map(({ run_id }) => run_id);
    const marked = await connection.write(doing, ['runs'], async (tx) => {
      const store = tx.objectStore('runs');
      const marking = left.map(async (id) => {
        const record = await store.get(id);
        const summary = record?.status === 'running' ? this.#summary(record) : undefined;
        if (summary === undefined) return [];
        await store.put(runRecord({ ...summary, status: 'interrupted', error: interruption }));
        return [id];
      });
      return (await Promise.all(marking)).flat();
    });
    changes.changed('runs', marked);
    return marked.length;
  }

  async prune(retention: Retention): Promise<number> {
    await this.#beginnings.written();
    const { connection, changes } = this.#parts;
    const doing = 'Old runs were not all deleted';
    const ids = await connection.read(doing, ['runs'], (tx) => runsToPrune(tx, retention, Date.now()));
    for (let from = 0; from < ids.length; from += PRUNE_BATCH) {
      const batch = ids.slice(from, from + PRUNE_BATCH);
      await connection.write(doing, BOTH, (tx) => deleteRuns(tx, batch));
      changes.changed('runs', batch);
    }
    return ids.length;
  }

  async delete(id: string): Promise<boolean> {
    await this.#beginnings.written();
    const { connection, changes } = this.#parts;
    const deleted = await connection.write(`The run ${id} was not deleted`, BOTH, async (tx) => {
      const record = await tx.objectStore('runs').get(id);
      if (record === undefined) return false;
      if (record.status === 'running') throw new StorageError(`The run ${id} was not deleted: it is running. Stop it first.`);
      await deleteRuns(tx, [id]);
      return true;
    });
    if (deleted) changes.changed('runs', [id]);
    return deleted;
  }

  async count(): Promise<number> {
    await this.#beginnings.written();
    return await this.#parts.connection.read('The runs could not be counted', ['runs'], (tx) => tx.objectStore('runs').count());
  }

  async known(ids: readonly string[]): Promise<string[]> {
    await this.#beginnings.written();
    const keys = await this.#parts.connection.read('The runs could not be looked up', ['runs'], (tx) =>
      Promise.all(ids.map((id) => tx.objectStore('runs').getKey(id))),
    );
    return keys.filter((key) => key !== undefined);
  }

  async restore(runs: readonly Run[]): Promise<number> {
    await this.#beginnings.written();
    const { connection, changes } = this.#parts;
    const records = await Promise.all(
      runs.map(async (run): Promise<RunRecords> => {
        const contents = longRunContentsRecord(run) ?? runContentsRecord(run);
        return [runRecord(summarizeRun(run)), contents instanceof Promise ? await contents : contents];
      }),
    );
    const added = await connection.write('Runs of the back-up were not kept', BOTH, async (tx) => {
      const [summaries, contents] = [tx.objectStore('runs'), tx.objectStore('run_contents')];
      const adding = records.map(async ([record, whole]) => {
        if ((await summaries.getKey(record.run_id)) !== undefined) return [];
        await Promise.all([summaries.put(record), contents.put(whole)]);
        return [record.run_id];
      });
      return (await Promise.all(adding)).flat();
    });
    changes.changed('runs', added);
    return added.length;
  }

  /**
   * Takes the run as it is now, so that later changes of it are not seen, and writes it when it is its turn. What is long is turned
   * into records then, piece by piece; the rest at once. `decided` is whether it is to be written at all.
   */
  async #write(
    run: Run,
    owner: string | undefined,
    body: (tx: WriteTx, records: RunRecords) => Promise<void>,
    decided?: Promise<boolean>,
  ): Promise<void> {
    const { connection, changes } = this.#parts;
    const record = runRecord(summarizeRun(run), owner);
    const contents = longRunContentsRecord({ ...run, displays: [...run.displays] }) ?? runContentsRecord(run);
    const doing = `The run ${run.run_id} was not kept`;
    const isWritten = await this.#queue.add(run.run_id, async () => {
      if (decided !== undefined && !(await decided)) return false;
      const records: RunRecords = [record, contents instanceof Promise ? await contents : contents];
      await connection.write(doing, BOTH, (tx) => body(tx, records));
      return true;
    });
    if (isWritten) changes.changed('runs', [run.run_id]);
  }

  #summary(record: RunRecord): RunSummary | undefined {
    const { damage } = this.#parts;
    const name = `the run ${record.run_id}`;
    const checked = damage.checked(name, runRecordSchema, record);
    const summary = checked === undefined ? undefined : summaryOfRecord(checked);
    if (summary === undefined) damage.report(name);
    return summary;
  }
}

type RunRecords = [RunRecord, RunContentsRecord];

/** The transaction is committed without waiting for the answers to its requests. */
async function put(tx: WriteTx, [record, contents]: RunRecords): Promise<void> {
  const requests = [tx.objectStore('runs').put(record), tx.objectStore('run_contents').put(contents)];
  tx.commit();
  await Promise.all(requests);
}

/** The browser lost a Blob's bytes, or they are not what was written. */
function unreadable(error: unknown): undefined {
  if (error instanceof DOMException || error instanceof SyntaxError || error instanceof StorageError) return undefined;
  throw error;
}
