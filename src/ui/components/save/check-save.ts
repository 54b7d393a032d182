import type { Draft } from '../../../core/settings.ts';
import { nameKey, type WorkflowSummary } from '../../../core/workflow.ts';
import type { AppServices } from '../../app-services.ts';

/** What stands against saving at once: a name that cannot be taken, or something to be agreed to. */
export type SaveQuestion =
  | { kind: 'refused'; header: string; text: string; suggestion: string }
  | { kind: 'confirm'; header: string; text: string; button: string };

/**
 * Looks for what saving under `name` would meet: a built-in workflow, another workflow of that name, or a newer version of
 * this one than the one that was opened here. Undefined where nothing stands against it.
 */
export async function checkSave(services: AppServices, name: string, open: Draft['workflow']): Promise<SaveQuestion | undefined> {
  const { workflows } = await services.callTool('list_workflows', {});
  return questionOf(name, open, workflows);
}

export function questionOf(
  name: string,
  open: Draft['workflow'],
  workflows: readonly WorkflowSummary[],
): SaveQuestion | undefined {
  const existing = workflows.find((each) => nameKey(each.name) === nameKey(name));
  if (existing === undefined) return undefined;
  if (existing.builtin)
    return {
      kind: 'refused',
      header: `“${existing.name}” is built in`,
      text: 'Built-in workflows stay as they are. Give your own a name of its own.',
      suggestion: `Copy of ${existing.name}`,
    };
  const next = existing.version + 1;
  if (existing.id !== open?.id)
    return {
      kind: 'confirm',
      header: `There is a workflow “${existing.name}” already`,
      text: `Saving makes version ${next} of it; its earlier versions stay. To keep them apart, choose another name.`,
      button: `Save as version ${next}`,
    };
  if (existing.version <= open.version) return undefined;
  const button = `Save as version ${next}`;
  if (existing.version <= (open.newest_seen ?? open.version))
    return {
      kind: 'confirm',
      header: `You opened version ${open.version}; the newest is ${existing.version}`,
      text: `Saving makes version ${next} from your text; the versions before it stay in the list.`,
      button,
    };
  return {
    kind: 'confirm',
    header: `Version ${existing.version} was saved since you opened version ${open.version}`,
    text: `It was saved in another tab or by a run of the assistant. Saving makes version ${next} from your text; version ${existing.version} stays in the list, and nothing of it is taken over.`,
    button,
  };
}

/** Tags as they are written in one field, with commas between them. */
export function tagsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
  ];
}
