import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { ModelInfo } from '../../../assistant/assistant.ts';
import type { KeyVault } from '../../../core/ports/key-vault.ts';
import { errorMessage } from '../error-message.ts';
import { keyWarning } from './key-kind.ts';
import { RememberFields, useRemember } from './remember-fields.tsx';

type KeyFormProps = {
  model: Pick<ModelInfo, 'id' | 'kind'>;
  keys: KeyVault;
  /** Where keys are made and what one looks like. */
  hint: string;
  /** It was asked for, and what asked for it is gone. */
  autoFocus?: boolean;
  onDone?: () => void;
};

/** Takes a model's key. It goes to the vault and is never shown again. */
export function KeyForm({ model, keys, hint, autoFocus = false, onDone }: KeyFormProps) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const remember = useRemember(keys);
  const warning = keyWarning(model.kind, key);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await keys.set(model.id, key.trim());
      setKey('');
      await remember.apply(model.id);
      onDone?.();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const ready = key.trim() !== '' && remember.problem === undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void save();
  };
  return (
    <form onSubmit={onSubmit}>
      <SpaceBetween size="s">
        <FormField
          label="API key"
          description={hint}
          {...(warning === undefined ? {} : { warningText: warning })}
          {...(problem === undefined ? {} : { errorText: problem })}
        >
          <Input
            type="password"
            autoFocus={autoFocus}
            autoComplete={false}
            disableBrowserAutocorrect
            spellcheck={false}
            value={key}
            onChange={({ detail }) => setKey(detail.value)}
            nativeInputAttributes={{ autoComplete: 'off', 'data-1p-ignore': 'true', 'data-lpignore': 'true' }}
          />
        </FormField>
        <RememberFields remember={remember} />
        <Button formAction="submit" loading={busy} disabled={!ready}>
          Use this key
        </Button>
      </SpaceBetween>
    </form>
  );
}
