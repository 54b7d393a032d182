import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { LocalTable } from '../../../core/dataset.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFirstField } from '../../components/focus/use-first-field.ts';
import { visibleText } from '../../components/visible-text.ts';

/** Asks for a table's new name; a name that cannot be had stays in the field with the reason. */
export function RenameDialog({ table, onDismiss }: { table: LocalTable; onDismiss: () => void }) {
  const { tables } = useAppServices();
  const [name, setName] = useState(table.name);
  const [problem, setProblem] = useState('');
  const field = useFirstField<InputProps.Ref>();
  const rename = async () => {
    try {
      await tables.rename(table.id, name.trim());
      onDismiss();
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return (
    <Modal
      visible
      header={`Rename ${visibleText(table.name)}`}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" disabled={name.trim() === ''} onClick={() => void rename()}>
              Rename
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <FormField label="Table name" description="What queries call it." errorText={problem}>
          <Input
            ref={field}
            value={name}
            spellcheck={false}
            onChange={({ detail }) => {
              setName(detail.value);
              setProblem('');
            }}
          />
        </FormField>
      </form>
    </Modal>
  );
}
