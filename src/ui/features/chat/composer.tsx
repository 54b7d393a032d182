import Button from '@cloudscape-design/components/button';
import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { Attachment, ChatSession } from '../../../assistant/assistant.ts';
import { errorMessage } from '../../components/error-message.ts';
import { formatCount } from '../../components/format-count.ts';
import { AttachmentList, FileButton } from './attachment-list.tsx';
import { takeFiles } from './attachments.ts';
import { CommandPalette } from './command-palette.tsx';
import { composerDrafts, draftFor } from './composer-drafts.ts';
import { usePalette } from './use-palette.ts';

/**
 * Characters that are written in the box. Longer text goes with the message as a file: the browser lays a megabyte of it out at every
 * key, and a model finds its way in a file.
 */
const MOST_CHARACTERS = 50_000;
/** Beyond this the box no longer grows with each key, which would measure all of the text. */
const GROWS_TO = 10_000;

export type ComposerHandle = { focus: () => void; put: (text: string) => void; send: (text: string) => void };

type ComposerProps = {
  ref: Ref<ComposerHandle>;
  session: ChatSession;
  conversationId: string;
  busy: boolean;
  /** Another tab answers in this conversation. */
  elsewhere: boolean;
};

/** Where the person writes. The text stands in the box itself and not in state: a megabyte of it is not copied at every key. */
export function Composer({ ref, session, conversationId, busy, elsewhere }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(0);
  const [empty, setEmpty] = useState(true);
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [asFile, setAsFile] = useState('');
  const palette = usePalette();
  const listId = useId();
  const hintId = useId();
  const { look } = palette;

  const read = useCallback(() => {
    const text = box.current?.value ?? '';
    setLength(text.length);
    setEmpty(!/\S/u.test(text));
    look(text);
  }, [look]);

  const put = useCallback(
    (text: string) => {
      const element = box.current;
      if (element === null) return;
      element.value = text;
      element.focus();
      element.setSelectionRange(text.length, text.length);
      read();
    },
    [read],
  );

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const draft = draftFor(conversationId);
    element.value = draft?.text ?? '';
    setAttachments(draft?.attachments ?? []);
    setProblems([]);
    setAsFile('');
    read();
  }, [conversationId, read]);

  const keep = useCallback(
    (files: readonly Attachment[]) => {
      const text = box.current?.value ?? '';
      if (text === '' && files.length === 0) composerDrafts.delete(conversationId);
      else composerDrafts.set(conversationId, { text, attachments: files });
    },
    [conversationId],
  );

  const reason = reasonNotToSend({ empty: empty && attachments.length === 0, busy, elsewhere });

  const sendText = (text: string, files: readonly Attachment[]) => {
    setProblems([]);
    session.send(text, files).catch((error: unknown) => {
      setProblems([errorMessage(error)]);
      // It was refused before anything was changed: it is not lost.
      if (box.current !== null && box.current.value === '') {
        put(text);
        setAttachments(files);
      }
    });
  };
  const send = () => {
    if (reason !== undefined) return;
    const text = empty ? 'See what is attached.' : (box.current?.value ?? '');
    if (box.current !== null) box.current.value = '';
    setAttachments([]);
    setAsFile('');
    composerDrafts.delete(conversationId);
    read();
    sendText(text, attachments);
    box.current?.focus();
  };
  useImperativeHandle(ref, () => ({
    focus: () => box.current?.focus(),
    put,
    send: (text) => {
      if (busy || elsewhere) return;
      sendText(text, []);
      // The button that asked may go away with the focus.
      box.current?.focus();
    },
  }));

  const attach = async (files: readonly File[]) => {
    const taken = await takeFiles(files, attachments.length);
    const next = [...attachments, ...taken.attachments];
    setAttachments(next);
    setProblems(taken.problems);
    keep(next);
  };
  const attachText = (text: string) => {
    setAsFile(
      `A message takes ${formatCount(MOST_CHARACTERS)} characters: the text of ${formatCount(text.length)} goes with it as a file. Write what is to be done with it.`,
    );
    void attach([new File([text], 'pasted-text.txt', { type: 'text/plain' })]);
  };
  const latest = useRef(attachText);
  useEffect(() => {
    latest.current = attachText;
  });
  useEffect(() => {
    const element = box.current;
    // React's own event of this name is another one. The browser takes seconds to put in thousands of lines: it is not let begin.
    const onBefore = (event: InputEvent) => {
      const text = event.data ?? '';
      if (text.length <= MOST_CHARACTERS) return;
      event.preventDefault();
      latest.current(text);
    };
    element?.addEventListener('beforeinput', onBefore);
    return () => element?.removeEventListener('beforeinput', onBefore);
  }, []);
  const choose = ({ insert }: { insert: string }) => put(insert);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends the input of a composed character is not meant for us; 229 is how Safari says so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const chosen = palette.onKey(event);
    if (chosen !== undefined) return choose(chosen);
    if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };

  const long = length > GROWS_TO;
  return (
    <div
      className="chat-composer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        void attach(files);
      }}
    >
      {palette.items.length > 0 && (
        <CommandPalette
          id={listId}
          items={palette.items}
          active={palette.active}
          onActive={palette.setActive}
          onChoose={choose}
        />
      )}
      <AttachmentList
        attachments={attachments}
        onRemove={(index) => {
          const next = attachments.toSpliced(index, 1);
          setAttachments(next);
          keep(next);
        }}
      />
      {problems.map((problem, index) => (
        <p key={index} className="chat-problem" role="alert">
          {problem}
        </p>
      ))}
      <p className="chat-quiet chat-file-note" role="status">
        {asFile}
      </p>
      <textarea
        ref={box}
        className="chat-message"
        data-long={long}
        aria-label="Message"
        aria-describedby={hintId}
        aria-autocomplete="list"
        aria-controls={palette.items.length > 0 ? listId : undefined}
        aria-activedescendant={palette.items.length > 0 ? `${listId}-${palette.active}` : undefined}
        placeholder="Ask about your costs, or / for commands"
        rows={long ? 8 : 2}
        spellCheck={!long}
        onChange={() => {
          const text = box.current?.value ?? '';
          if (text.length > MOST_CHARACTERS) {
            // Before the browser lays it out.
            put('');
            attachText(text);
            return;
          }
          read();
          keep(attachments);
        }}
        onKeyDown={onKeyDown}
        onBlur={palette.close}
        onPaste={(event) => {
          const { clipboardData } = event;
          const files = [...clipboardData.files];
          const text = clipboardData.getData('text/plain');
          if (text.length <= MOST_CHARACTERS && (text !== '' || files.length === 0)) return;
          event.preventDefault();
          if (text.length > MOST_CHARACTERS) attachText(text);
          else void attach(files);
        }}
      />
      <div className="chat-composer-foot">
        <FileButton onFiles={(files) => void attach(files)} />
        <Button
          variant="icon"
          iconName="script"
          ariaLabel="Commands"
          onClick={() => {
            if (palette.items.length > 0) palette.close();
            else if (empty) put('/');
            else look('/');
            box.current?.focus();
          }}
        />
        <span id={hintId} className="chat-hint">
          {elsewhere ? 'Another tab is answering in this conversation.' : 'Enter sends, Shift+Enter begins a line'}
        </span>
        {busy ? (
          <Button iconName="status-stopped" onClick={() => session.stop()}>
            Stop
          </Button>
        ) : (
          <Button
            variant="primary"
            iconName="send"
            disabled={reason !== undefined}
            {...(reason === undefined ? {} : { disabledReason: reason })}
            onClick={send}
          >
            Send
          </Button>
        )}
      </div>
    </div>
  );
}

type Standing = { empty: boolean; busy: boolean; elsewhere: boolean };

function reasonNotToSend({ empty, busy, elsewhere }: Standing): string | undefined {
  if (elsewhere) return 'Another tab is answering in this conversation';
  if (busy) return 'An answer is being made';
  return empty ? 'Write a message first' : undefined;
}
