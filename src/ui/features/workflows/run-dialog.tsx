import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { JsonObject } from '../../../core/json.ts';
import { ParamsForm } from '../../components/params-form/params-form.tsx';
import { initialText, readParams, type ParamField } from '../../components/params-form/params-schema.ts';

type RunDialogProps = {
  name: string;
  fields: readonly ParamField[];
  onRun: (params: JsonObject) => void;
  onDismiss: () => void;
};

/** Asks for the parameters of a workflow before it runs. */
export function RunDialog({ name, fields, onRun, onDismiss }: RunDialogProps) {
  const [texts, setTexts] = useState(() => Object.fromEntries(fields.map((field) => [field.name, initialText(field)])));
  const [problems, setProblems] = useState<Record<string, string>>({});

  const run = () => {
    const read = readParams(fields, texts);
    if (read.ok) onRun(read.params);
    else setProblems(read.problems);
  };
  const change = (field: string, text: string) => {
    setTexts((before) => ({ ...before, [field]: text }));
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([each]) => each !== field)));
  };

  return (
    <Modal
      visible
      header={`Run “${name}”`}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" onClick={run}>
              Run
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <SpaceBetween size="m">
          {Object.keys(problems).length > 0 && <Alert type="error">Correct what is marked, then run again.</Alert>}
          <ParamsForm fields={fields} texts={texts} problems={problems} onChange={change} />
        </SpaceBetween>
        {/* Lets Enter in a field run the workflow. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  );
}
