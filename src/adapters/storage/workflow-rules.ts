import { StorageError } from '../../core/app-error.ts';
import type { Json } from '../../core/json.ts';
import type { RestoreWorkflow, SaveWorkflow } from '../../core/ports/stores.ts';
import { nameKey, type VersionSummary, type WorkflowSummary, type WorkflowVersion } from '../../core/workflow.ts';

/** What is stored of a workflow beside its versions: its newest version but for the code. */
export type WorkflowHead = Omit<WorkflowSummary, 'last_run_at' | 'builtin'>;

/** The version that comes after the one of `head`, and the head that goes with it. Without a head it is version 1 of a new one. */
export function nextVersion(
  input: SaveWorkflow,
  head: WorkflowHead | undefined,
  paramsSchemaBefore: Json | undefined,
  newId: string,
  now: string,
): { head: WorkflowHead; version: WorkflowVersion } {
  const { language, code } = input;
  const id = head?.id ?? newId;
  const description = input.description ?? head?.description ?? '';
  const tags = input.tags ?? head?.tags ?? [];
  const paramsSchema = input.params_schema === undefined ? paramsSchemaBefore : input.params_schema;
  const version = (head?.version ?? 0) + 1;
  const name = head?.name ?? input.name.trim();
  return {
    head: { id, name, language, description, tags, version, created_at: head?.created_at ?? now, updated_at: now },
    version: {
      workflow_id: id,
      version,
      language,
      code,
      description,
      tags,
      created_at: now,
      ...(paramsSchema === undefined ? {} : { params_schema: paramsSchema }),
      ...(input.changelog === undefined ? {} : { changelog: input.changelog }),
    },
  };
}

/** The name under which a deleted workflow returns: its own, else "name (restored)", "name (restored 2)" … */
export async function restoredName(name: string, isTaken: (key: string) => Promise<boolean>): Promise<string> {
  let candidate = name;
  for (let count = 1; await isTaken(nameKey(candidate)); count += 1) {
    candidate = `${name} (restored${count === 1 ? '' : ` ${count}`})`;
  }
  return candidate;
}

/**
 * The head that goes with restored versions, in the place of `head`. Throws `StorageError` where that is not as it was seen, or nothing
 * is to be added.
 */
export function restoredHead(
  { id, name, created_at, versions, seen }: RestoreWorkflow,
  head: WorkflowHead | undefined,
  freeName: string,
): WorkflowHead {
  const newest = versions.at(-1);
  const fits = versions.every(
    ({ version, workflow_id }, at) => workflow_id === id && version > (versions[at - 1]?.version ?? seen),
  );
  if (newest === undefined || !fits || (head?.version ?? 0) !== seen)
    throw new StorageError(
      `The workflow "${name.slice(0, 100)}" was not restored: it was changed or deleted meanwhile. Open the back-up again.`,
    );
  const { language, description, tags, version } = newest;
  const updated_at = head !== undefined && head.updated_at > newest.created_at ? head.updated_at : newest.created_at;
  return { id, name: freeName, language, description, tags, version, created_at: head?.created_at ?? created_at, updated_at };
}

export function summaryOf(head: WorkflowHead, lastRunAt: string | null): WorkflowSummary {
  const { id, name, language, description, tags, version, created_at, updated_at } = head;
  return { id, name, language, description, tags, version, created_at, updated_at, last_run_at: lastRunAt, builtin: false };
}

export function versionSummaryOf({ version, created_at, changelog }: WorkflowVersion): VersionSummary {
  return { version, created_at, ...(changelog === undefined ? {} : { changelog }) };
}

/** Newest change first; by id where two changed at once. */
export function byNewestChange(a: WorkflowSummary, b: WorkflowSummary): number {
  return compare(b.updated_at, a.updated_at) || compare(b.id, a.id);
}

/** The order of UTF-16 code units: that of IndexedDB's keys, and the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
