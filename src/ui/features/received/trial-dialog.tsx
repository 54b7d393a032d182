import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ATHENA } from '../../../core/dataset.ts';
import type { CapabilityId, SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import { useAppServices } from '../../app-services.ts';
import { ParamsForm } from '../../components/params-form/params-form.tsx';
import { initialText, readParams } from '../../components/params-form/params-schema.ts';
import { visibleText } from '../../components/visible-text.ts';
import { askedFields } from './asked-fields.ts';
import { capabilityText } from './capability-text.ts';
import { firstGrants, grantsText, offeredGrants, type TrialKind } from './grants.ts';
import { useSettled } from './use-settled.ts';
import type { TrialRequest } from './use-trial.ts';

type TrialDialogProps = {
  kind: TrialKind;
  workflow: SharedWorkflow;
  /** What the code seems to need; undefined where that is not known, or not all of it. */
  found: readonly CapabilityId[] | undefined;
  onStart: (request: TrialRequest) => void;
  onDismiss: () => void;
};

/** What one run of a received workflow may do, each thing granted here or not at all, and with which parameters. */
export function TrialDialog({ kind, workflow, found, onStart, onDismiss }: TrialDialogProps) {
  const [connection, setConnection] = useState(kind === 'sample' ? 'sample' : 'local');
  const offered = offeredGrants(kind, connection, workflow.capabilities, found);
  const [chosen, setChosen] = useState(() => firstGrants(kind, workflow.capabilities));
  const { fields, left } = askedFields(workflow.params_schema);
  const [texts, setTexts] = useState(() => Object.fromEntries(fields.map((field) => [field.name, initialText(field)])));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const settled = useSettled();

  const grants = Object.fromEntries(
    Object.entries(chosen).map(([id, granted]) => [id, granted && offered.includes(id as CapabilityId)]),
  ) as typeof chosen;
  const run = () => {
    const read = readParams(fields, texts);
    if (read.ok) onStart({ connection, params: read.params, grants });
    else setProblems(read.problems);
  };
  return (
    <Modal
      visible
      size="large"
      header={kind === 'sample' ? 'Run once with the sample data' : 'Run once with my data'}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!settled} onClick={run}>
              {grantsText(grants, connection)}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {kind === 'mine' && <Connections chosen={connection} onChoose={setConnection} />}
        <FormField
          label="What this run may do"
          description="For this run alone. What is not ticked is refused to the code, whatever it says that it needs."
          stretch
        >
          <SpaceBetween size="xs">
            {offered.length === 0 && <div>Neither its sender nor its code asks for anything.</div>}
            {offered.map((id) => (
              <Checkbox
                key={id}
                checked={chosen[id]}
                description={
                  kind === 'sample' && id === 'query'
                    ? 'It reads the sample data by SQL, and none of yours.'
                    : capabilityText[id].means
                }
                onChange={({ detail }) => setChosen((before) => ({ ...before, [id]: detail.checked }))}
              >
                {capabilityText[id].name}
              </Checkbox>
            ))}
            {kind === 'sample' && (
              <Box color="text-body-secondary">Your files and AWS are out of reach of a run with the sample data.</Box>
            )}
          </SpaceBetween>
        </FormField>
        {(fields.length > 0 || left > 0) && (
          <section className="received-frame" aria-label="Parameters that the sender asks for">
            <p className="received-frame-head">
              The names are the sender’s, and what you write goes to their code. Write no password and no key here.
            </p>
            {Object.keys(problems).length > 0 && <Alert type="error">Correct what is marked.</Alert>}
            <ParamsForm
              fields={fields}
              texts={texts}
              problems={problems}
              onChange={(name, text) => {
                setTexts((before) => ({ ...before, [name]: text }));
                setProblems({});
              }}
            />
            {left > 0 && <p>{left} more parameters have the code’s own defaults.</p>}
          </section>
        )}
      </SpaceBetween>
    </Modal>
  );
}

/** Nothing of AWS is asked for the list. */
function Connections({ chosen, onChoose }: { chosen: string; onChoose: (connection: string) => void }) {
  const { aws } = useAppServices();
  const target = aws.session.state.status === 'signed in' ? aws.athena.target() : undefined;
  const items = [
    { value: 'local', label: 'Local files', description: 'The tables that you opened from files of this computer.' },
    ...(target === undefined
      ? []
      : [
          {
            value: ATHENA,
            label: `Athena (${visibleText(target.workgroup)})`,
            description: 'Its queries are calls to AWS: they need “Ask AWS” too, and cost money.',
          },
        ]),
  ];
  return (
    <FormField label="Which tables its queries go to">
      <RadioGroup
        ariaLabel="Which tables its queries go to"
        value={chosen}
        items={items}
        onChange={({ detail }) => onChoose(detail.value)}
      />
    </FormField>
  );
}
