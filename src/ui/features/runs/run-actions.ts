import { NotFoundError } from '../../../core/app-error.ts';
import type { Run, RunEvent } from '../../../core/run.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { runHref } from './run-routes.ts';

function failed(id: string, header: string, error: unknown): void {
  notices.put({ id, type: 'error', header, text: errorMessage(error) });
}

/**
 * The code that the record shows: as its workflow's version where that still holds the same, so that the log shows it as the workflow's run.
 * A record can name a version that holds other code: of a built-in workflow that was changed since, or as whoever made a back-up wrote it.
 */
async function executeAgain({ callTool }: AppServices, run: Run, onEvent: (event: RunEvent) => void): Promise<Run> {
  const { language, code, params, connection, title, workflow_id: id, workflow_version: version } = run;
  if (id !== undefined && version !== undefined) {
    try {
      const kept = await callTool('load_workflow', { id, version });
      if (kept.code === code && kept.language === language) {
        const input = { id, version, execute: true, params, connection };
        const answer = await callTool('load_workflow', input, { onEvent });
        if (answer.run !== undefined) return answer.run;
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  return await callTool(
    'execute_code',
    { language, code, params, connection, ...(title === undefined ? {} : { title }) },
    { onEvent },
  );
}

/** Runs it again with the same parameters on the same connection, and goes to the new run as soon as it has an id. */
export async function runAgain(services: AppServices, run: Run): Promise<void> {
  let shown = '';
  const show = (id: string) => {
    if (shown === id) return;
    shown = id;
    location.hash = runHref(id);
  };
  try {
    const again = await executeAgain(services, run, (event) => {
      if (shown === '') show(event.run_id);
    });
    if (shown === '') show(again.run_id);
  } catch (error) {
    failed(`again-${run.run_id}`, 'It could not be run again', error);
  }
}

export async function stopRun({ callTool }: AppServices, id: string): Promise<void> {
  try {
    await callTool('cancel_run', { run_id: id });
  } catch (error) {
    failed(`stop-${id}`, 'The run could not be stopped', error);
  }
}

/** Deletes the run from the log for good, and goes back to the list. */
export async function deleteRun({ storage }: AppServices, id: string): Promise<void> {
  try {
    await storage.deleteRun(id);
    location.hash = '#/runs';
    notices.put({ id: `delete-${id}`, type: 'success', header: 'The run is deleted from the log' });
  } catch (error) {
    failed(`delete-${id}`, 'The run could not be deleted', error);
  }
}
