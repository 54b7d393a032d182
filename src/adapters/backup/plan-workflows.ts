import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { StorageError } from '../../core/app-error.ts';
import type { PlannedItem } from '../../core/ports/backup.ts';
import type { RestoreWorkflow, WorkflowStore } from '../../core/ports/stores.ts';
import { nameKey, type WorkflowSummary, type WorkflowVersion } from '../../core/workflow.ts';

/** A workflow of an archive; its versions are its own, oldest first. */
export type TheirWorkflow = { id: string; name: string; created_at: string; versions: WorkflowVersion[] };

/** `always` is done whatever is chosen; the others where it is a conflict that is decided so. Nothing where nothing is to be done. */
export type WorkflowPlan = { item: PlannedItem; workflow: TheirWorkflow } & Partial<
  Record<'always' | 'theirs' | 'both', RestoreWorkflow>
>;

type Here = { workflow: WorkflowSummary; versions: WorkflowVersion[] };

export async function planWorkflow(
  store: WorkflowStore,
  builtins: readonly { name: string }[],
  theirs: TheirWorkflow,
): Promise<WorkflowPlan> {
  const { id, name } = theirs;
  const plan = (standing: PlannedItem['standing'], detail: string, rest: Partial<WorkflowPlan> = {}): WorkflowPlan => ({
    item: { id, name, standing, detail },
    workflow: theirs,
    ...rest,
  });
  const copyId = `${id}_${fingerprint(theirs)}`;
  const summary = await unlessDamaged(() => store.get(id));
  if (summary === 'damaged') {
    if ((await store.get(copyId)) !== undefined) return plan('same', 'It is here as a copy of one that is damaged.');
    const both = copyOf(theirs, copyId);
    return plan('conflict', 'The one here is damaged and stays; this one can be kept beside it.', { theirs: both, both });
  }
  const byId = await readHere(store, summary);
  if (byId === undefined && builtins.some((builtin) => nameKey(builtin.name) === nameKey(name))) {
    const restored = `${name} (restored)`;
    const always = addition({ ...theirs, name: restored });
    return plan('new', `A built-in workflow has its name: it comes as "${restored}".`, { always });
  }
  const here = byId ?? (await readHere(store, await findByName(store, name)));
  if (here === undefined) return plan('new', countVersions(theirs.versions.length), { always: addition(theirs) });

  const mine = new Set(here.versions.map(contentOf));
  const firstUnknown = theirs.versions.findIndex((version) => !mine.has(contentOf(version)));
  if (firstUnknown === -1) return plan('same', 'All its versions are here.');
  const copy = await readHere(store, await store.get(copyId));
  if (copy !== undefined && theirs.versions.every((version) => copy.versions.map(contentOf).includes(contentOf(version))))
    return plan('same', `It is here as "${copy.workflow.name}".`);

  const newer = theirs.versions.filter(({ version }) => version > here.workflow.version);
  if (byId !== undefined && newer.length > 0 && isContinued(here.versions, theirs.versions)) {
    const always = { ...addition(theirs), versions: newer, seen: here.workflow.version };
    return plan('ahead', `It goes on from version ${here.workflow.version} here: ${countVersions(newer.length)} more.`, {
      always,
    });
  }
  const detail =
    byId === undefined
      ? `Another workflow here is called "${here.workflow.name}".`
      : `It and the one here both changed after version ${lastCommon(here.versions, theirs.versions)}.`;
  return plan('conflict', detail, conflictSteps(here, theirs, firstUnknown, byId === undefined ? id : copyId));
}

function conflictSteps(
  { workflow, versions }: Here,
  theirs: TheirWorkflow,
  firstUnknown: number,
  bothId: string,
): Pick<WorkflowPlan, 'theirs' | 'both'> {
  const from = Math.max(workflow.version, versions.at(-1)?.version ?? 0);
  const onTop = theirs.versions
    .slice(firstUnknown)
    .map((version, index) => ({ ...version, workflow_id: workflow.id, version: from + index + 1 }));
  return {
    theirs: { id: workflow.id, name: workflow.name, created_at: workflow.created_at, versions: onTop, seen: workflow.version },
    both: copyOf(theirs, bothId),
  };
}

function copyOf(theirs: TheirWorkflow, id: string): RestoreWorkflow {
  return addition({ ...theirs, id, versions: theirs.versions.map((version) => ({ ...version, workflow_id: id })) });
}

function addition({ id, name, created_at, versions }: TheirWorkflow): RestoreWorkflow {
  return { id, name, created_at, versions, seen: 0 };
}

async function readHere(store: WorkflowStore, workflow: WorkflowSummary | undefined): Promise<Here | undefined> {
  if (workflow === undefined) return undefined;
  const numbers = (await store.versions(workflow.id)).map(({ version }) => version).toReversed();
  const versions = await Promise.all(numbers.map((version) => unlessDamaged(() => store.version(workflow.id, version))));
  return { workflow, versions: versions.filter((version) => version !== undefined && version !== 'damaged') };
}

/** A damaged one of that name is none to go on with: what comes gets another name beside it. */
async function findByName(store: WorkflowStore, name: string): Promise<WorkflowSummary | undefined> {
  const found = await unlessDamaged(() => store.findByName(name));
  return found === 'damaged' ? undefined : found;
}

async function unlessDamaged<T>(read: () => Promise<T>): Promise<T | 'damaged'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StorageError) return 'damaged';
    throw error;
  }
}

/** What makes two versions the same: not their number, nor when they were saved. */
function contentOf({ language, code, description, tags, params_schema }: WorkflowVersion): string {
  return JSON.stringify([language, code, description, tags, params_schema]);
}

function isContinued(mine: readonly WorkflowVersion[], theirs: readonly WorkflowVersion[]): boolean {
  const byNumber = new Map(theirs.map((version) => [version.version, version]));
  return mine.every((version) => {
    const other = byNumber.get(version.version);
    return other !== undefined && contentOf(other) === contentOf(version);
  });
}

function lastCommon(mine: readonly WorkflowVersion[], theirs: readonly WorkflowVersion[]): number {
  const byNumber = new Map(theirs.map((version) => [version.version, contentOf(version)]));
  let common = 0;
  for (const version of mine) {
    if (byNumber.get(version.version) !== contentOf(version)) break;
    common = version.version;
  }
  return common;
}

/** The same for the same workflow, so that a copy of it is known again. */
function fingerprint({ versions }: TheirWorkflow): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(versions.map(contentOf))))).slice(0, 12);
}

const countVersions = (count: number): string => (count === 1 ? '1 version' : `${count} versions`);
