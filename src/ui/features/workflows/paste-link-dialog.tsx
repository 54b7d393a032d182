import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { linkPayload } from '../../components/received-files/link-payload.ts';
import { navigate } from '../../shell/router.ts';

/** Takes a workflow link of any address, and leads to what it holds. Nothing is asked of that address. */
export function PasteLinkDialog({ onDismiss }: { onDismiss: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const show = () => {
    const payload = linkPayload(text);
    if (payload !== undefined) return navigate({ page: 'open', payload });
    setProblem('This holds no workflow: a workflow link has “#/open/” in it, and a long text after that. Copy all of it.');
  };
  return (
    <Modal
      visible
      header="Paste a link"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" disabled={text.trim() === ''} onClick={show}>
              Show what it is
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <FormField
        label="Workflow link"
        description="Of any address: only what stands after “#/open/” is read, and it stays in this page."
        errorText={problem}
      >
        <Textarea
          value={text}
          rows={4}
          spellcheck={false}
          placeholder="https://…/#/open/…"
          onChange={({ detail }) => {
            setText(detail.value);
            setProblem(undefined);
          }}
        />
      </FormField>
    </Modal>
  );
}
