import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Run } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { deleteRun, runAgain, stopRun } from './run-actions.ts';
import { workbenchHref } from './run-routes.ts';

function DeleteDialog({ onDelete, onDismiss }: { onDelete: () => void; onDismiss: () => void }) {
  return (
    <Modal
      visible
      header="Delete this run from the log?"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Keep it
            </Button>
            <Button variant="primary" onClick={onDelete}>
              Delete
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      Its output, tables and charts go for good. Files that it wrote stay in the workspace, and its workflow stays as it is.
    </Modal>
  );
}

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
      {deleting && <DeleteDialog onDelete={() => void deleteRun(services, run.run_id)} onDismiss={() => setDeleting(false)} />}
    </SpaceBetween>
  );
}
