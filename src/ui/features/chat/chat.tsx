import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import type { LanguageId } from '../../../core/run.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useModels } from '../../components/model-key/use-models.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { Announcer } from './announcer.tsx';
import { ApprovalBar } from './approval-bar.tsx';
import { ChatContext } from './chat-context.ts';
import { ChatHeader } from './chat-header.tsx';
import { ChatWelcome } from './chat-welcome.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import { ConversationView } from './conversation-view.tsx';
import { HistoryView } from './history-view.tsx';
import { ModelGate } from './model-gate.tsx';
import { SwitchesRow } from './switches-row.tsx';

type ChatProps = {
  assistant: Assistant;
  /** Nobody asked for it: it takes the focus from nothing that has it. */
  byItself: boolean;
  onOpenCode: (code: string, language: LanguageId) => void;
  onLeave: () => void;
};

/** The conversation that is open, or the list of them, with the message beneath. */
export function Chat({ assistant, byItself, onOpenCode, onLeave }: ChatProps) {
  const session = useSyncExternalStore(assistant.subscribe, assistant.session);
  const state = useSyncExternalStore(session.subscribe, session.state);
  const models = useModels(assistant);
  const [history, setHistory] = useState(false);
  const pane = useRef<HTMLDivElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const asked = useRef(!byItself);
  const parts = useMemo(() => ({ assistant, onOpenCode }), [assistant, onOpenCode]);
  const { conversation, busy } = state;
  const { switches } = conversation;
  const model = models.find(({ id }) => id === switches.model_id);

  useEffect(() => {
    // The drawer gives the focus to its own button as it opens.
    const timer = setTimeout(() => {
      const { activeElement: now } = document;
      const inPane = pane.current?.contains(now) === true;
      // Somebody who has gone to another field by now, such as that of a key, would write on in the message; so would somebody who
      // writes in the page, but for the one time that they have asked for the chat.
      const isTheirs = inPane ? now?.matches('input, select, textarea') === true : !asked.current && isFocused(now);
      asked.current = false;
      if (!isTheirs) composer.current?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [conversation.id, history]);

  const ask = useCallback((text: string) => composer.current?.send(text), []);
  const retry = useCallback(() => {
    session.retry().catch(told('The answer could not be made anew'));
    // The button goes away with the focus.
    composer.current?.focus();
  }, [session]);
  const answered = useCallback(() => {
    // What comes next is looked at before it is agreed to: the card gets the focus, not its button.
    requestAnimationFrame(() => {
      const next = pane.current?.querySelector<HTMLElement>('[data-waiting="true"]');
      if (next === null || next === undefined) composer.current?.focus();
      else next.focus();
    });
  }, []);
  const open = (id: string) => {
    assistant.open(id).then(() => setHistory(false), told('The conversation could not be opened'));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Dialogs that the pane opens stand elsewhere, and have an Escape of their own.
    const mine = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key !== 'Escape' || event.defaultPrevented || !mine) return;
    if (history) setHistory(false);
    else onLeave();
  };
  return (
    <ChatContext value={parts}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only Escape, which leaves it */}
      <div className="chat" ref={pane} onKeyDown={onKeyDown}>
        <ChatHeader
          key={conversation.id}
          conversation={conversation}
          assistant={assistant}
          historyOpen={history}
          onHistory={setHistory}
          onNew={() => {
            assistant.newConversation();
            setHistory(false);
            composer.current?.focus();
          }}
        />
        {history ? (
          <HistoryView assistant={assistant} current={conversation.id} onOpen={open} />
        ) : (
          <>
            <ConversationView
              key={conversation.id}
              state={state}
              session={session}
              onAsk={ask}
              onRetry={retry}
              onAnswered={answered}
              empty={<ChatWelcome model={model} models={models} assistant={assistant} onAsk={ask} />}
            />
            <ApprovalBar approvals={state.approvals} pane={pane} />
            <div className="chat-bottom">
              {model !== undefined && <ModelGate key={model.id} model={model} assistant={assistant} />}
              <Composer
                ref={composer}
                session={session}
                conversationId={conversation.id}
                busy={busy}
                elsewhere={state.busy_elsewhere}
              />
              <SwitchesRow
                key={conversation.id}
                switches={switches}
                models={models}
                assistant={assistant}
                session={session}
                busy={busy}
              />
            </div>
          </>
        )}
        <Announcer state={state} />
      </div>
    </ChatContext>
  );
}

function isFocused(element: Element | null): boolean {
  return element !== null && element !== document.body;
}

function told(header: string): (error: unknown) => void {
  return (error) => notices.put({ id: `chat ${header}`, page: 'every', type: 'error', header, text: errorMessage(error) });
}
