import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { KeyVault } from '../../../core/ports/key-vault.ts';
import { errorMessage } from '../error-message.ts';

type UnlockFormProps = { kept: 'passkey' | 'passphrase'; keys: KeyVault; onDone?: () => void };

/** Unlocks the keys that are kept on this device, by what encrypts them. */
export function UnlockForm({ kept, keys, onDone }: UnlockFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const unlock = async (by: { passkey: true } | { passphrase: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await keys.unlock(by);
      setPassphrase('');
      onDone?.();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  if (kept === 'passkey') {
    return (
      <FormField {...(problem === undefined ? {} : { errorText: problem })}>
        <Button iconName="unlocked" loading={busy} onClick={() => void unlock({ passkey: true })}>
          Unlock with passkey
        </Button>
      </FormField>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '' && !busy) void unlock({ passphrase });
  };
  return (
    <form onSubmit={onSubmit}>
      <SpaceBetween size="xs">
        <FormField label="Passphrase" {...(problem === undefined ? {} : { errorText: problem })}>
          <Input
            type="password"
            autoComplete={false}
            value={passphrase}
            onChange={({ detail }) => setPassphrase(detail.value)}
            nativeInputAttributes={{ autoComplete: 'current-password' }}
          />
        </FormField>
        <Button formAction="submit" iconName="unlocked" loading={busy} disabled={passphrase === ''}>
          Unlock
        </Button>
      </SpaceBetween>
    </form>
  );
}
