import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';
import { KeyForm } from '../../components/model-key/key-form.tsx';
import { UnlockForm } from '../../components/model-key/unlock-form.tsx';
import { visibleText } from '../../components/visible-text.ts';

/** Stands over the message where the chosen model cannot answer yet: its key is locked or missing. */
export function ModelGate({ model, assistant }: { model: ModelInfo; assistant: Assistant }) {
  const { keys, models } = assistant;
  if (model.ready) return null;
  const state = keys.state(model.id);
  const name = visibleText(model.model);
  if (state.kept !== 'none' && state.kept !== 'memory' && state.locked) {
    return (
      <section className="chat-gate" aria-label="Unlock the key">
        <p className="chat-gate-text">The key of {name} is kept encrypted on this device.</p>
        <UnlockForm kept={state.kept} keys={keys} />
      </section>
    );
  }
  if (!model.needs_key || state.kept !== 'none') return null;
  return (
    <section className="chat-gate" aria-label="Give a key">
      <p className="chat-gate-text">{name} needs your API key. It goes to the provider and nowhere else.</p>
      <KeyForm model={model} keys={keys} hint={models.kinds().find((each) => each.kind === model.kind)?.key_hint ?? ''} />
    </section>
  );
}
