import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Run } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { deleteRun, runAgain, stopRun } from './run-actions.ts';
import { workbenchHref } from './run-routes.ts';

/** What can be done with a run. */
export function RunButtons({ run }: { run: Run }) {
  const services = useAppServices();
  const [deleting, setDeleting] = useState(false);
  const [again, setAgain] = useState(false);
  const running = run.status === 'running';
  const repeat = async () => {
    setAgain(true);
    await runAgain(services, run);
    setAgain(false);
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {running ? (
        <Button iconName="close" onClick={() => void stopRun(services, run.run_id)}>
          Stop
        </Button>
      ) : (
        <Button iconName="remove" onClick={() => setDeleting(true)}>
          Delete
        </Button>
      )}
      <Button href={workbenchHref({ run: run.run_id })}>Open in workbench</Button>
      <Button variant="primary" loading={again} disabled={running} onClick={() => void repeat()}>
        Run again
      </Button>
      {deleting && (
        <ConfirmDialog
          header="Delete this run from the log?"
          confirm="Delete"
          dismiss="Keep it"
          onConfirm={() => void deleteRun(services, run.run_id)}
          onDismiss={() => setDeleting(false)}
        >
          Its output, tables and charts go for good. Files that it wrote stay in the workspace, and its workflow stays as it is.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
