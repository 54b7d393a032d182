import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import type { Conversation } from '../../../core/conversation.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { RenameField } from './rename-field.tsx';
import { totalOf } from './sum-usage.ts';
import { costText, tokensText } from './usage-line.tsx';

type ChatHeaderProps = {
  conversation: Conversation;
  assistant: Assistant;
  historyOpen: boolean;
  onHistory: (open: boolean) => void;
  onNew: () => void;
};

/** The conversation's name and what it took so far, and the way to others. */
export function ChatHeader({ conversation, assistant, historyOpen, onHistory, onNew }: ChatHeaderProps) {
  const [naming, setNaming] = useState(false);
  const renameButton = useFocusAfter<ButtonProps.Ref>(naming);
  const kept = conversation.messages.length > 0;
  const title = conversation.title === '' ? 'New conversation' : visibleText(conversation.title);
  const total = totalOf(conversation.messages);
  const rename = (name: string) => {
    setNaming(false);
    assistant.history.rename(conversation.id, name).catch((error: unknown) => {
      notices.put({
        id: 'chat-rename',
        page: 'every',
        type: 'error',
        header: 'The name was not kept',
        text: errorMessage(error),
      });
    });
  };
  return (
    <header className="chat-header">
      <div className="chat-header-row">
        {naming ? (
          <RenameField title={conversation.title} onRename={rename} onCancel={() => setNaming(false)} />
        ) : (
          <h2 className="chat-title" title={title}>
            {historyOpen ? 'Conversations' : title}
          </h2>
        )}
        {kept && !naming && !historyOpen && (
          <Button
            ref={renameButton}
            variant="icon"
            iconName="edit"
            ariaLabel="Rename conversation"
            onClick={() => setNaming(true)}
          />
        )}
        <span className="chat-header-gap" />
        <Button variant="icon" iconName="add-plus" ariaLabel="New conversation" onClick={onNew} />
        <Button
          variant="icon"
          iconName="history"
          ariaLabel={historyOpen ? 'Back to the conversation' : 'History'}
          onClick={() => onHistory(!historyOpen)}
        />
      </div>
      {total !== undefined && !historyOpen && (
        <div className="chat-quiet chat-total">
          {tokensText(total.usage)}
          {total.cost !== undefined && ` · ${costText(total.cost)}${total.priced ? '' : ', some without a known price'}`}
        </div>
      )}
    </header>
  );
}
