import type { WorkflowSummary } from '../../../core/workflow.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf, focusOnceDrawn } from '../../components/focus/focus-once-drawn.ts';
import { ITEM_MENU, itemElement } from '../../components/focus/list-item.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { copyName } from './copy-name.ts';

/** Where the workbench opens a workflow, the newest version where none is named. */
export function workbenchHref(id: string, version?: number): string {
  const query = new URLSearchParams({ workflow: id, ...(version === undefined ? {} : { version: String(version) }) });
  return `#/workbench?${query}`;
}

/** The buttons of a workflow in the list. */
export function workflowItem(id: string): string {
  return `workflow:${id}`;
}

async function undelete(services: AppServices, workflow: WorkflowSummary, notice: string): Promise<void> {
  focusOnceDrawn(() => itemElement(workflowItem(workflow.id))?.querySelector<HTMLElement>(ITEM_MENU));
  try {
    const restored = await services.workflows.undelete(workflow.id);
    if (restored === undefined) throw new Error('It is no longer kept.');
    notices.put({ id: notice, type: 'success', header: `“${restored.name}” is back` });
  } catch (error) {
    notices.put({ id: notice, type: 'error', header: `“${workflow.name}” could not be restored`, text: errorMessage(error) });
  }
}

/** Deletes at once and offers to undo it. */
export async function deleteWorkflow(services: AppServices, workflow: WorkflowSummary): Promise<void> {
  const notice = `delete-${workflow.id}`;
  focusNextOf(itemElement(workflowItem(workflow.id))?.closest('tr'), ITEM_MENU, () => document.querySelector('h1'));
  try {
    await services.callTool('delete_workflow', { id: workflow.id });
    notices.put({
      id: notice,
      type: 'success',
      header: `“${workflow.name}” is deleted`,
      text: 'It can be restored for as long as this page is open.',
      action: { label: 'Undo', run: () => void undelete(services, workflow, notice) },
    });
  } catch (error) {
    notices.put({ id: notice, type: 'error', header: `“${workflow.name}” could not be deleted`, text: errorMessage(error) });
  }
}

/** Saves the newest version under a name that is free, and opens the copy in the workbench. */
export async function copyWorkflow(services: AppServices, workflow: WorkflowSummary): Promise<void> {
  try {
    const { workflows } = await services.callTool('list_workflows', {});
    const { code, language, description, tags } = await services.callTool('load_workflow', { id: workflow.id });
    const name = copyName(
      workflow.name,
      workflows.map((each) => each.name),
    );
    const changelog = `Copied from ${workflow.name}, version ${workflow.version}`;
    const saved = await services.workflows.saveCopy(workflow.id, { name, language, code, description, tags, changelog });
    location.hash = workbenchHref(saved.id);
  } catch (error) {
    notices.put({
      id: `copy-${workflow.id}`,
      type: 'error',
      header: `“${workflow.name}” could not be copied`,
      text: errorMessage(error),
    });
  }
}
