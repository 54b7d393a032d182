import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { cut } from './asked-fields.ts';
import { useSettled } from './use-settled.ts';
import type { AskedChanges } from './use-trial.ts';

const MAX_PATHS = 50;

/** Asks before a trial changes or deletes files that were there. */
export function ChangesDialog({ changes, answer }: AskedChanges) {
  const settled = useSettled();
  return (
    <Modal
      visible
      header="May it change files of yours?"
      closeAriaLabel="Close and keep my files"
      onDismiss={() => answer(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!settled} onClick={() => answer(true)}>
              Change them
            </Button>
            <Button variant="primary" disabled={!settled} onClick={() => answer(false)}>
              Keep my files
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <p>The received workflow has ended, and would change what was in your workspace before:</p>
      <ul className="received-paths">
        {changes.slice(0, MAX_PATHS).map(({ path, deleted }) => (
          <li key={path}>
            {deleted ? 'Delete' : 'Overwrite'} <code>{cut(path, 200)}</code>
          </li>
        ))}
        {changes.length > MAX_PATHS && <li>… and {changes.length - MAX_PATHS} more</li>}
      </ul>
    </Modal>
  );
}
