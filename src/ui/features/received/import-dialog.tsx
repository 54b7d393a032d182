import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ReceivedWorkflow } from '../../../core/ports/sharing.ts';
import { nameKey } from '../../../core/workflow.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { visibleText } from '../../components/visible-text.ts';
import { cut } from './asked-fields.ts';
import { isUpdate } from './compare.ts';
import { importName } from './import-name.ts';
import { importReceived } from './import-received.ts';
import { useSettled } from './use-settled.ts';
import type { LocalMatches } from './use-local-matches.ts';

type ImportDialogProps = {
  received: ReceivedWorkflow;
  from: 'link' | 'file';
  matches: LocalMatches;
  onImported: (id: string) => void;
  onDismiss: () => void;
};

/** Where a received workflow goes: to one of its own, or to the next version of the one that came from the same sender. */
export function ImportDialog({ received, from, matches, onImported, onDismiss }: ImportDialogProps) {
  const services = useAppServices();
  const { sameOrigin, names } = matches;
  // That it comes from the same sender is known only where the same key has signed it.
  const known = sameOrigin !== undefined && isUpdate(received.signature, sameOrigin);
  const [place, setPlace] = useState<'new' | 'next version'>(known ? 'next version' : 'new');
  const [name, setName] = useState(() => importName(received.workflow.name, names));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const settled = useSettled();

  const taken = names.find((each) => nameKey(each) === nameKey(name));
  const update = place === 'next version' ? sameOrigin?.workflow : undefined;
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const target =
        update === undefined
          ? { name, place: { as: 'new' as const } }
          : { name: update.name, place: { as: place, of: update.id } as const };
      onImported(await importReceived(services, received, from, target));
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      header="Import the workflow"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={!settled || (update === undefined && (name.trim() === '' || taken !== undefined))}
              onClick={() => void save()}
            >
              {update === undefined ? 'Import as a new workflow' : `Import as version ${update.version + 1}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {problem !== undefined && (
          <Alert type="error" header="It was not imported">
            {visibleText(problem)}
          </Alert>
        )}
        {sameOrigin !== undefined && (
          <FormField label="Where it goes">
            <RadioGroup
              ariaLabel="Where it goes"
              value={place}
              items={[
                {
                  value: 'next version',
                  label: `The next version of “${cut(sameOrigin.workflow.name, 100)}”`,
                  description: known
                    ? 'It is signed as the one before. Your earlier versions stay.'
                    : 'It is not known that it comes from the same sender. Your earlier versions stay.',
                },
                { value: 'new', label: 'A workflow of its own', description: 'What you have stays as it is.' },
              ]}
              onChange={({ detail }) => setPlace(detail.value === 'new' ? 'new' : 'next version')}
            />
          </FormField>
        )}
        {update === undefined && (
          <FormField
            label="Name"
            description="Suggested by the sender; call it as you like."
            errorText={taken === undefined ? undefined : `There is a workflow “${cut(taken, 100)}” already: choose another name.`}
          >
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
        )}
        <Box color="text-body-secondary">It is saved and opened in the workbench. It does not run.</Box>
      </SpaceBetween>
    </Modal>
  );
}
