import Button from '@cloudscape-design/components/button';
import { memo, useRef, useState } from 'react';
import type { ChatSession } from '../../../assistant/assistant.ts';
import type { Message } from '../../../core/conversation.ts';
import { errorMessage } from '../../components/error-message.ts';
import { formatCount } from '../../components/format-count.ts';
import { formatUtc } from '../../components/format-time.ts';
import { visibleLines } from '../../components/visible-text.ts';
import { Fold } from './call-output.tsx';

/** Beyond this only a beginning is drawn. */
const MOST_SHOWN = 20_000;

type UserMessageProps = { message: Message; session: ChatSession; busy: boolean };

/** What the person wrote, as text. It can be changed and sent anew, which takes back all that came after it. */
export const UserMessage = memo(function UserMessage({ message, session, busy }: UserMessageProps) {
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const text = message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n\n');
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => edit.current?.focus());
  };
  const resend = (changed: string) => {
    setEditing(false);
    setProblem(undefined);
    session.resend(message.id, changed).catch((error: unknown) => setProblem(errorMessage(error)));
  };
  if (editing) return <EditMessage text={text} busy={busy} onResend={resend} onCancel={close} />;
  const left = text.length - MOST_SHOWN;
  return (
    <div className="chat-user" role="group" aria-label="Your message" title={formatUtc(message.at)}>
      <Fold label="your message">
        {(open) => (
          <div className="chat-user-text" data-open={open}>
            {visibleLines(text.slice(0, MOST_SHOWN))}
            {left > 0 && <span className="chat-quiet"> … {formatCount(left)} more characters</span>}
          </div>
        )}
      </Fold>
      {problem !== undefined && <p className="chat-problem">{problem}</p>}
      <button ref={edit} type="button" className="chat-link chat-edit" disabled={busy} onClick={() => setEditing(true)}>
        Edit
      </button>
    </div>
  );
});

type EditMessageProps = { text: string; busy: boolean; onResend: (text: string) => void; onCancel: () => void };

function EditMessage({ text, busy, onResend, onCancel }: EditMessageProps) {
  const [changed, setChanged] = useState(text);
  const empty = changed.trim() === '';
  return (
    <div className="chat-user chat-editing" role="group" aria-label="Edit your message">
      <textarea
        className="chat-edit-text"
        aria-label="Edited message"
        autoFocus
        value={changed}
        onChange={(event) => setChanged(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onCancel();
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            if (!empty && !busy) onResend(changed);
          }
        }}
      />
      <div className="chat-edit-answers">
        <span className="chat-quiet">What came after it is taken back.</span>
        <Button variant="link" onClick={onCancel}>
          Cancel
        </Button>
        <Button variant="primary" disabled={empty || busy} onClick={() => onResend(changed)}>
          Resend
        </Button>
      </div>
    </div>
  );
}
