import { NotFoundError } from '../core/app-error.ts';
import {
  nameKey,
  type BuiltinWorkflow,
  type VersionSummary,
  type WorkflowSummary,
  type WorkflowVersion,
} from '../core/workflow.ts';
import { suggestion } from './near-names.ts';
import type { ToolContext } from './tool.ts';

/** The day on which the built-in workflows came with the app. */
const BUILTIN_SINCE = '2026-11-21T00:00:00.000Z';

type Found = { summary: WorkflowSummary; version: WorkflowVersion; versions: VersionSummary[] };

export function findBuiltin(context: ToolContext, name: string): BuiltinWorkflow | undefined {
  return context.builtins.find((builtin) => nameKey(builtin.name) === nameKey(name));
}

/** Saved workflows, newest change first, then the built-in ones in their order. */
export async function allWorkflows(context: ToolContext): Promise<WorkflowSummary[]> {
  const saved = await context.storage.workflows.list();
  const builtins = await Promise.all(context.builtins.map((builtin) => summarize(context, builtin)));
  return [...saved.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at)), ...builtins];
}

async function summarize(context: ToolContext, builtin: BuiltinWorkflow): Promise<WorkflowSummary> {
  return {
    id: builtin.id,
    name: builtin.name,
    language: builtin.language,
    description: builtin.description,
    tags: [...builtin.tags],
    version: 1,
    created_at: BUILTIN_SINCE,
    updated_at: BUILTIN_SINCE,
    last_run_at: await context.storage.workflows.lastRunAt(builtin.id),
    builtin: true,
  };
}

/** One version of a workflow, the newest where none is named. Throws `NotFoundError` naming near ones. */
export async function findWorkflow(
  context: ToolContext,
  wanted: { name?: string; id?: string; version?: number },
): Promise<Found> {
  return (await findBuiltinVersion(context, wanted)) ?? (await findSaved(context, wanted));
}

async function findBuiltinVersion(
  context: ToolContext,
  wanted: { name?: string; id?: string; version?: number },
): Promise<Found | undefined> {
  const builtin =
    wanted.id === undefined ? findBuiltin(context, wanted.name ?? '') : context.builtins.find(({ id }) => id === wanted.id);
  if (builtin === undefined) return undefined;
  if (wanted.version !== undefined && wanted.version !== 1) {
    throw new NotFoundError(`"${builtin.name}" has no version ${wanted.version}; a built-in workflow has version 1 only.`);
  }
  const summary = await summarize(context, builtin);
  const { id, name: _name, ...content } = builtin;
  return {
    summary,
    version: { ...content, workflow_id: id, version: 1, created_at: BUILTIN_SINCE },
    versions: [{ version: 1, created_at: BUILTIN_SINCE }],
  };
}

async function findSaved(context: ToolContext, wanted: { name?: string; id?: string; version?: number }): Promise<Found> {
  const store = context.storage.workflows;
  const summary = wanted.id === undefined ? await store.findByName(wanted.name ?? '') : await store.get(wanted.id);
  if (summary === undefined) {
    const everything = await allWorkflows(context);
    const [given, known] =
      wanted.id === undefined
        ? [wanted.name ?? '', everything.map(({ name }) => name)]
        : [wanted.id, everything.map(({ id }) => id)];
    throw new NotFoundError(`There is no workflow "${given.slice(0, 100)}". ${suggestion(given, known, 'workflows')}`);
  }
  const [version, versions] = await Promise.all([store.version(summary.id, wanted.version), store.versions(summary.id)]);
  if (version === undefined) {
    const known = versions.map((each) => each.version).join(', ');
    throw new NotFoundError(`"${summary.name}" has no version ${wanted.version}; it has ${known}.`);
  }
  return { summary, version, versions };
}
