import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type Ref } from 'react';
import { errorMessage } from '../../components/error-message.ts';

type SignersNameProps = {
  label: string;
  description: string;
  first: string;
  /** The word on the button. */
  action: string;
  /** Throws what the person is to be told. */
  onName: (name: string) => Promise<void>;
  /** Of what was opened, and begins with the focus. */
  onCancel?: () => void;
  field?: Ref<InputProps.Ref>;
};

/** Asks for the name of a signer. */
export function SignersName({ label, description, first, action, onName, onCancel, field }: SignersNameProps) {
  const [name, setName] = useState(first);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === '') return setProblem(`${label} is empty; write one, such as “Maria Diaz, FinOps”.`);
    setBusy(true);
    try {
      await onName(name.trim());
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormField
        label={label}
        description={description}
        errorText={problem}
        secondaryControl={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="submit" loading={busy}>
              {action}
            </Button>
            {onCancel !== undefined && (
              <Button formAction="none" variant="link" onClick={onCancel}>
                Cancel
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <Input
          ref={field}
          value={name}
          autoFocus={onCancel !== undefined}
          autoComplete={false}
          onChange={({ detail }) => {
            setName(detail.value);
            setProblem(undefined);
          }}
        />
      </FormField>
    </form>
  );
}
