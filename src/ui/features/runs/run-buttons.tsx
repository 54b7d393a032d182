import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Run } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ExportMenu } from '../../components/run-export/export-menu.tsx';
import { deleteRun, runAgain, stopRun } from './run-actions.ts';
import { runTitle, workbenchHref } from './run-routes.ts';

/** What can be done with a run. `workflowName` is that of its workflow, where it is still there. */
export function RunButtons({ run, workflowName }: { run: Run; workflowName: string | undefined }) {
  const services = useAppServices();
  const [deleting, setDeleting] = useState(false);
  const [again, setAgain] = useState(false);
  const running = run.status === 'running';
  const received = run.received === true;
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
      {!running && (
        <ExportMenu
          load={() => ({ run, title: runTitle(run, workflowName), ...(workflowName === undefined ? {} : { workflowName }) })}
        />
      )}
      <Button href={workbenchHref({ run: run.run_id })}>Open in workbench</Button>
      <Button
        variant="primary"
        loading={again}
        disabled={running || received}
        {...(received
          ? { disabledReason: 'This code came from somebody else: open it in the workbench and read it first.' }
          : {})}
        onClick={() => void repeat()}
      >
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
