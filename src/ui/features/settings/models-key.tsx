import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import type { RadioGroupProps } from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';
import type { KeyState } from '../../../core/ports/key-vault.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { KeyForm } from '../../components/model-key/key-form.tsx';
import { RememberFields, useRemember } from '../../components/model-key/remember-fields.tsx';
import { UnlockForm } from '../../components/model-key/unlock-form.tsx';
import { notices } from '../../components/notices/notice-store.ts';

type ModelKeyProps = { model: ModelInfo; assistant: Assistant };

/** How a model's key stands, and what can be done with it. The key itself is never shown. */
export function ModelKey({ model, assistant }: ModelKeyProps) {
  const { keys, models } = assistant;
  const [open, setOpen] = useState<'key' | 'remember'>();
  const state = keys.state(model.id);
  const locked = state.kept !== 'none' && state.kept !== 'memory' && state.locked ? state.kept : undefined;
  // In this order: what the first one opened can end without it.
  const rememberButton = useFocusAfter<ButtonProps.Ref>(open === 'remember');
  const keyButton = useFocusAfter<ButtonProps.Ref>(`${open} ${state.kept} ${locked}`);
  if (!model.needs_key && state.kept === 'none' && open === undefined) {
    return (
      <span className="model-key">
        It needs no key.
        {model.kind === 'openai-compatible' && (
          <Button ref={keyButton} variant="inline-link" onClick={() => setOpen('key')}>
            Give it one
          </Button>
        )}
      </span>
    );
  }
  const hint = models.kinds().find((each) => each.kind === model.kind)?.key_hint ?? '';
  const remove = async () => {
    try {
      await keys.remove(model.id);
    } catch (error) {
      notices.put({ id: `key-${model.id}`, type: 'error', header: 'The key was not removed', text: errorMessage(error) });
    }
  };
  return (
    <SpaceBetween size="xs">
      <span className="model-key">
        {state.kept === 'none' && model.ready ? 'It is asked as who is signed in to AWS, and needs no key.' : keyText(state)}
        {state.kept === 'memory' && open === undefined && (
          <Button ref={rememberButton} variant="inline-link" onClick={() => setOpen('remember')}>
            Remember on this device
          </Button>
        )}
        {open === undefined && (
          <Button ref={keyButton} variant="inline-link" onClick={() => setOpen('key')}>
            {state.kept === 'none' ? 'Enter key' : 'Replace key'}
          </Button>
        )}
        {state.kept !== 'none' && (
          <Button variant="inline-link" onClick={() => void remove()}>
            Remove key
          </Button>
        )}
        {open !== undefined && (
          <Button variant="inline-link" onClick={() => setOpen(undefined)}>
            Cancel
          </Button>
        )}
      </span>
      {locked !== undefined && open === undefined && <UnlockForm kept={locked} keys={keys} />}
      {open === 'key' && <KeyForm model={model} keys={keys} hint={hint} autoFocus onDone={() => setOpen(undefined)} />}
      {open === 'remember' && <RememberForm model={model} assistant={assistant} onDone={() => setOpen(undefined)} />}
    </SpaceBetween>
  );
}

function keyText(state: KeyState): string {
  switch (state.kept) {
    case 'none':
      return 'It has no key yet.';
    case 'memory':
      return 'Its key is kept until this tab is closed.';
    case 'passkey':
      return `Its key is kept on this device, encrypted by a passkey${state.locked ? ', and locked' : ''}.`;
    case 'passphrase':
      return `Its key is kept on this device, encrypted by a passphrase${state.locked ? ', and locked' : ''}.`;
  }
}

function RememberForm({ model, assistant, onDone }: ModelKeyProps & { onDone: () => void }) {
  const remember = useRemember(assistant.keys);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ways = useRef<RadioGroupProps.Ref>(null);
  useEffect(() => ways.current?.focus(), []);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await remember.apply(model.id);
      onDone();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <SpaceBetween size="s">
      <RememberFields remember={remember} ways={ways} />
      {problem !== undefined && (
        <div role="alert" className="model-problem">
          {problem}
        </div>
      )}
      <Button loading={busy} disabled={remember.way === 'memory' || remember.problem !== undefined} onClick={() => void save()}>
        Remember
      </Button>
    </SpaceBetween>
  );
}
