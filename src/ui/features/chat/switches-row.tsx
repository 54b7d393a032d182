import { Suspense, useState } from 'react';
import type { Assistant, ChatSession, ModelInfo, SwitchesPatch } from '../../../assistant/assistant.ts';
import type { ChatSwitches } from '../../../core/model-provider.ts';
import { errorMessage } from '../../components/error-message.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { askOptions, readAskMode } from '../../components/model-key/ask-labels.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';

const MoreSettings = lazyPart(() => import('./more-settings.tsx').then((module) => module.MoreSettings));

type SwitchesRowProps = {
  switches: ChatSwitches;
  models: readonly ModelInfo[];
  assistant: Assistant;
  session: ChatSession;
  busy: boolean;
};

/** What this conversation may do, and who answers it. */
export function SwitchesRow({ switches, models, assistant, session, busy }: SwitchesRowProps) {
  const [more, setMore] = useState(false);
  const change = (patch: SwitchesPatch) => {
    session.setSwitches(patch).catch((error: unknown) => {
      notices.put({
        id: 'chat-switches',
        page: 'every',
        type: 'error',
        header: 'The switch was not kept',
        text: errorMessage(error),
      });
    });
  };
  const chosen = switches.model_id ?? '';
  const gone = chosen !== '' && !models.some(({ id }) => id === chosen);
  const options = [
    { value: '', label: 'No model' },
    ...models.map((model) => ({ value: model.id, label: modelLabel(model, assistant) })),
    ...(gone ? [{ value: chosen, label: `${visibleText(chosen)} (removed)` }] : []),
  ];
  return (
    <div className="chat-switches" role="group" aria-label="How this conversation is answered">
      <NativeSelect
        label="Model"
        value={chosen}
        options={options}
        disabled={busy}
        onChange={(value) => change({ model_id: value === '' ? null : value })}
      />
      <a className="chat-link" href="#/settings?section=models">
        {models.length === 0 ? 'Set up a model' : 'Models'}
      </a>
      <NativeSelect
        label="Ask"
        value={switches.ask}
        options={askOptions}
        onChange={(value) => {
          const ask = readAskMode(value);
          if (ask !== undefined) change({ ask });
        }}
      />
      <label className="chat-check">
        <input
          type="checkbox"
          checked={switches.code_execution}
          disabled={busy}
          onChange={(event) => change({ code_execution: event.target.checked })}
        />
        Code execution
      </label>
      <button type="button" className="chat-link" aria-expanded={more} onClick={() => setMore(!more)}>
        {more ? 'Fewer settings' : 'More settings'}
      </button>
      {more && (
        <Suspense fallback={<span className="chat-quiet">Loading</span>}>
          <MoreSettings switches={switches} onChange={change} />
        </Suspense>
      )}
    </div>
  );
}

function modelLabel(model: ModelInfo, { keys, models }: Assistant): string {
  const name = visibleText(model.model);
  const twice = models.list().filter((each) => each.model === model.model).length > 1;
  const kind = models.kinds().find((each) => each.kind === model.kind)?.label ?? model.kind;
  const state = keys.state(model.id);
  const locked = state.kept !== 'none' && state.locked;
  const missing = model.ready ? '' : locked ? ' – locked' : model.needs_key ? ' – needs a key' : ' – not ready';
  return `${name}${twice ? ` (${kind})` : ''}${missing}`;
}
