import { nameKey, type WorkflowSummary, type WorkflowVersion } from '../../core/workflow.ts';
import type { RestoreWorkflow, SaveWorkflow, WorkflowStore } from '../../core/ports/stores.ts';
import { newWorkflowId } from '../storage/random-id.ts';
import {
  byNewestChange,
  nextVersion,
  restoredHead,
  restoredName,
  summaryOf,
  versionSummaryOf,
} from '../storage/workflow-rules.ts';
import { lastRunRecordSchema, versionRecordSchema, workflowRecordSchema, type WorkflowRecord } from './records.ts';
import type { ReadTx, StoreKey, WriteTx } from './schema.ts';
import type { StoreParts } from './store-parts.ts';
import { checkedVersion, livingWorkflow, quoted, versionNamed, versionRecord, workflowNamed } from './workflow-records.ts';

const HEADS: StoreKey[] = ['workflows', 'last_runs'];
const VERSIONS: StoreKey[] = ['workflows', 'workflow_versions'];

/** All versions of one workflow. An array sorts after every number and string, so this holds them all. */
export const versionsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

export class IdbWorkflowStore implements WorkflowStore {
  #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  async list(): Promise<WorkflowSummary[]> {
    const { connection, damage } = this.#parts;
    const [heads, runs] = await connection.read('The workflows could not be listed', HEADS, (tx) =>
      Promise.all([tx.objectStore('workflows').getAll(), tx.objectStore('last_runs').getAll()]),
    );
    const lastRuns = new Map(runs.map(({ id, at }) => [id, at]));
    return damage
      .checkedAll(workflowRecordSchema, heads, workflowNamed)
      .filter((head) => head.deleted_in === undefined)
      .map((head) => summaryOf(head, lastRuns.get(head.id) ?? null))
      .toSorted(byNewestChange);
  }

  async get(id: string): Promise<WorkflowSummary | undefined> {
    return await this.#parts.connection.read(`The workflow ${id} could not be read`, HEADS, async (tx) =>
      this.#summary(tx, await tx.objectStore('workflows').get(id)),
    );
  }

  async findByName(name: string): Promise<WorkflowSummary | undefined> {
    return await this.#parts.connection.read(`The workflow ${quoted(name)} could not be read`, HEADS, async (tx) =>
      this.#summary(tx, await tx.objectStore('workflows').index('by_name_key').get(nameKey(name))),
    );
  }

  async version(id: string, version?: number): Promise<WorkflowVersion | undefined> {
    const { connection, damage } = this.#parts;
    return await connection.read(`The workflow ${id} could not be read`, VERSIONS, async (tx) => {
      const head = livingWorkflow(await tx.objectStore('workflows').get(id), damage);
      if (head === undefined) return undefined;
      const stored = await tx.objectStore('workflow_versions').get([id, version ?? head.version]);
      if (stored === undefined) return undefined;
      const whole = checkedVersion(stored, damage);
      if (whole === undefined) throw damage.damaged(versionNamed(stored));
      return whole;
    });
  }

  async versions(id: string): ReturnType<WorkflowStore['versions']> {
    const { connection, damage } = this.#parts;
    const records = await connection.read(`The versions of the workflow ${id} could not be listed`, VERSIONS, async (tx) => {
      if (livingWorkflow(await tx.objectStore('workflows').get(id), damage) === undefined) return [];
      return await tx.objectStore('workflow_versions').getAll(versionsOf(id));
    });
    return damage.checkedAll(versionRecordSchema, records, versionNamed).map(versionSummaryOf).toReversed();
  }

  async save(input: SaveWorkflow): ReturnType<WorkflowStore['save']> {
    const { connection, changes, damage } = this.#parts;
    const what = `The workflow ${quoted(input.name)}`;
    const now = new Date();
    const save = async (tx: WriteTx): Promise<{ id: string; name: string; version: number }> => {
      const key = nameKey(input.name);
      const [heads, versions] = [tx.objectStore('workflows'), tx.objectStore('workflow_versions')];
      const head = livingWorkflow(await heads.index('by_name_key').get(key), damage);
      const newest = head === undefined ? undefined : await versions.get([head.id, head.version]);
      const paramsSchema = newest === undefined ? undefined : checkedVersion(newest, damage)?.params_schema;
      const next = nextVersion(input, head, paramsSchema, newWorkflowId(now), now.toISOString());
      await Promise.all([versions.add(versionRecord(next.version, what)), heads.put({ ...next.head, name_key: key })]);
      return next.head;
    };
    const { id, name, version } = await connection.write(`${what} was not saved`, VERSIONS, save, 'strict');
    changes.changed('workflows', [id]);
    return { id, name, version };
  }

  async delete(id: string): Promise<boolean> {
    const { connection, changes, tabs } = this.#parts;
    const deleted = await connection.write(`The workflow ${id} was not deleted`, ['workflows'], async (tx) => {
      const store = tx.objectStore('workflows');
      const record = await store.get(id);
      if (record === undefined || record.deleted_in !== undefined) return false;
      const { name_key: _free, ...head } = record;
      await store.put({ ...head, deleted_in: tabs.tab });
      return true;
    });
    if (deleted) changes.changed('workflows', [id]);
    return deleted;
  }

  async undelete(id: string): Promise<WorkflowSummary | undefined> {
    const { connection, changes } = this.#parts;
    const undelete = async (tx: WriteTx): Promise<WorkflowSummary | undefined> => {
      const store = tx.objectStore('workflows');
      const record = await store.get(id);
      if (record?.deleted_in === undefined) return undefined;
      const { deleted_in: _deleted, ...head } = record;
      const isTaken = async (key: string): Promise<boolean> => (await store.index('by_name_key').getKey(key)) !== undefined;
      const name = await restoredName(head.name, isTaken);
      const restored = { ...head, name, name_key: nameKey(name) };
      await store.put(restored);
      return await this.#summary(tx, restored);
    };
    const summary = await connection.write(`The workflow ${id} was not restored`, HEADS, undelete, 'strict');
    if (summary !== undefined) changes.changed('workflows', [id]);
    return summary;
  }

  async ranAt(id: string, at: string): Promise<void> {
    const { connection, changes } = this.#parts;
    await connection.write(`That the workflow ${id} ran was not kept`, ['last_runs'], async (tx) => {
      const store = tx.objectStore('last_runs');
      const before = await store.get(id);
      if (before === undefined || before.at < at) await store.put({ id, at });
    });
    changes.changed('workflows', [id]);
  }

  async lastRunAt(id: string): Promise<string | null> {
    const { connection, damage } = this.#parts;
    const record = await connection.read(`When the workflow ${id} last ran could not be read`, ['last_runs'], (tx) =>
      tx.objectStore('last_runs').get(id),
    );
    if (record === undefined) return null;
    return damage.checked(`the time of the last run of ${id}`, lastRunRecordSchema, record)?.at ?? null;
  }

  async restore(input: RestoreWorkflow): ReturnType<WorkflowStore['restore']> {
    const { connection, changes, damage } = this.#parts;
    const what = `The workflow ${quoted(input.name)}`;
    const restore = async (tx: WriteTx): Promise<{ id: string; name: string; version: number }> => {
      const [heads, versions] = [tx.objectStore('workflows'), tx.objectStore('workflow_versions')];
      const head = livingWorkflow(await heads.get(input.id), damage);
      const isTaken = async (key: string): Promise<boolean> => (await heads.index('by_name_key').getKey(key)) !== undefined;
      const next = restoredHead(input, head, head?.name ?? (await restoredName(input.name, isTaken)));
      // What was deleted under this id, and could still be brought back, gives way.
      if (head === undefined) await versions.delete(versionsOf(input.id));
      await Promise.all(input.versions.map((version) => versions.add(versionRecord(version, what))));
      await heads.put({ ...next, name_key: nameKey(next.name) });
      return next;
    };
    const { id, name, version } = await connection.write(`${what} was not restored`, VERSIONS, restore, 'strict');
    changes.changed('workflows', [id]);
    return { id, name, version };
  }

  async #summary(tx: ReadTx | WriteTx, record: WorkflowRecord | undefined): Promise<WorkflowSummary | undefined> {
    const head = livingWorkflow(record, this.#parts.damage);
    if (head === undefined) return undefined;
    const lastRun = await tx.objectStore('last_runs').get(head.id);
    return summaryOf(head, lastRun?.at ?? null);
  }
}
