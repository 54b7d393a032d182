import type { WorkflowStore } from '../../core/ports/stores.ts';
import { nameKey, type WorkflowSummary, type WorkflowVersion } from '../../core/workflow.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import { newWorkflowId } from '../storage/random-id.ts';
import {
  byNewestChange,
  nextVersion,
  restoredHead,
  restoredName,
  summaryOf,
  versionSummaryOf,
  type WorkflowHead,
} from '../storage/workflow-rules.ts';
import { copyJson } from './copy-json.ts';

type Entry = { head: WorkflowHead; versions: WorkflowVersion[]; deleted: boolean };

export function createMemoryWorkflows(changes: ChangeBus): WorkflowStore {
  const entries = new Map<string, Entry>();
  const lastRuns = new Map<string, string>();

  const living = (id: string): Entry | undefined => {
    const entry = entries.get(id);
    return entry?.deleted === false ? entry : undefined;
  };
  const byName = (key: string): Entry | undefined =>
    [...entries.values()].find((entry) => !entry.deleted && nameKey(entry.head.name) === key);
  const summary = ({ head }: Entry): WorkflowSummary =>
    copyJson(`The workflow ${head.id}`, summaryOf(head, lastRuns.get(head.id) ?? null));

  return {
    list: async () =>
      [...entries.values()]
        .filter((entry) => !entry.deleted)
        .map(summary)
        .toSorted(byNewestChange),
    async get(id) {
      const entry = living(id);
      return entry && summary(entry);
    },
    async findByName(name) {
      const entry = byName(nameKey(name));
      return entry && summary(entry);
    },
    async version(id, version) {
      const entry = living(id);
      const found = entry?.versions.find((each) => each.version === (version ?? entry.head.version));
      return found && copyJson(`The workflow ${id}`, found);
    },
    versions: async (id) => (living(id)?.versions ?? []).map(versionSummaryOf).toReversed(),
    async save(input) {
      const now = new Date();
      const before = byName(nameKey(input.name));
      const paramsSchema = before?.versions.at(-1)?.params_schema;
      const made = nextVersion(input, before?.head, paramsSchema, newWorkflowId(now), now.toISOString());
      const next = copyJson(`The workflow "${made.head.name.slice(0, 100)}"`, made);
      const { id, name, version } = next.head;
      entries.set(id, { head: next.head, versions: [...(before?.versions ?? []), next.version], deleted: false });
      changes.changed('workflows', [id]);
      return { id, name, version };
    },
    async delete(id) {
      const entry = living(id);
      if (entry === undefined) return false;
      entry.deleted = true;
      changes.changed('workflows', [id]);
      return true;
    },
    async undelete(id) {
      const entry = entries.get(id);
      if (entry?.deleted !== true) return undefined;
      entry.head.name = await restoredName(entry.head.name, async (key) => byName(key) !== undefined);
      entry.deleted = false;
      changes.changed('workflows', [id]);
      return summary(entry);
    },
    async ranAt(id, at) {
      const before = lastRuns.get(id);
      if (before === undefined || before < at) lastRuns.set(id, at);
      changes.changed('workflows', [id]);
    },
    lastRunAt: async (id) => lastRuns.get(id) ?? null,
    async restore(input) {
      const before = living(input.id);
      const free = before?.head.name ?? (await restoredName(input.name, async (key) => byName(key) !== undefined));
      const what = `The workflow "${input.name.slice(0, 100)}"`;
      const head = copyJson(what, restoredHead(input, before?.head, free));
      const versions = [...(before?.versions ?? []), ...copyJson(what, input.versions)];
      entries.set(head.id, { head, versions, deleted: false });
      changes.changed('workflows', [head.id]);
      return { id: head.id, name: head.name, version: head.version };
    },
  };
}
