import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import type { WorkbenchSession } from './workbench-session.ts';

const NOTICE = 'newer-version';

/**
 * Says at once that the workflow which is open was saved elsewhere, as a version that was not there when it was opened. The answer ends
 * the watching.
 */
export function watchNewerVersions(session: WorkbenchSession, services: Pick<AppServices, 'callTool' | 'changes'>): () => void {
  let open = session.state().workflow;

  const look = async (elsewhere: boolean) => {
    if (open === null || open.builtin) return notices.dismiss(NOTICE);
    const { workflows } = await services.callTool('list_workflows', {});
    const newest = workflows.find(({ id }) => id === open?.id);
    if (open === null || newest === undefined || newest.version <= (open.newest_seen ?? open.version)) {
      return notices.dismiss(NOTICE);
    }
    const { id, name, version } = newest;
    const since = elsewhere ? 'in another tab' : `since you opened version ${open.version}`;
    notices.put({
      id: NOTICE,
      page: 'workbench',
      type: 'warning',
      header: `Version ${version} of “${visibleText(name)}” was saved ${since}`,
      text: `Version ${open.version} is open here. Loading the newer one sets aside what you wrote; keeping yours changes nothing, and saving it makes version ${version + 1}.`,
      action: { label: 'Load it', run: () => void load(id) },
      decline: 'Keep mine',
      onDismiss: () => session.sawVersion(version),
    });
  };
  const load = async (id: string) => {
    try {
      await session.openWorkflow({ id });
    } catch (error) {
      const header = 'The newer version could not be loaded';
      notices.put({ id: NOTICE, page: 'workbench', type: 'error', header, text: errorMessage(error) });
    }
  };
  const report = (error: unknown) => console.error('The newest version could not be looked up', error);

  const stopChanges = services.changes.subscribe(({ store, ids, origin }) => {
    if (store === 'workflows' && open !== null && ids.includes(open.id)) look(origin === 'elsewhere').catch(report);
  });
  const stopSession = session.subscribe(() => {
    const { workflow } = session.state();
    if (workflow === open) return;
    open = workflow;
    look(false).catch(report);
  });
  return () => {
    stopChanges();
    stopSession();
  };
}
