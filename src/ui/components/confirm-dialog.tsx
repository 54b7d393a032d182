import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

type ConfirmDialogProps = {
  /** The question. */
  header: string;
  /** What agreeing does, as the word on its button. */
  confirm: string;
  dismiss: string;
  onConfirm: () => void;
  onDismiss: () => void;
  /** What will be lost, and what stays. */
  children: ReactNode;
};

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ header, confirm, dismiss, onConfirm, onDismiss, children }: ConfirmDialogProps) {
  return (
    <Modal
      visible
      header={header}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {dismiss}
            </Button>
            <Button variant="primary" onClick={onConfirm}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
