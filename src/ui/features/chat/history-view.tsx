import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import type { ConversationSummary } from '../../../core/conversation.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf, focusOnceDrawn } from '../../components/focus/focus-once-drawn.ts';
import { itemElement } from '../../components/focus/list-item.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { countOf } from '../../components/format-count.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { RenameField } from './rename-field.tsx';

const SEARCH_AFTER_MS = 150;
const PAGE = 100;

/** Opens the conversation of a row. */
const OPENER = 'button:enabled';

function itemName(id: string): string {
  return `conversation:${id}`;
}

type HistoryViewProps = { assistant: Assistant; current: string; onOpen: (id: string) => void };

/** The conversations that are kept, newest first. */
export function HistoryView({ assistant, current, onOpen }: HistoryViewProps) {
  const { history } = assistant;
  const [search, setSearch] = useState('');
  const [list, setList] = useState<readonly ConversationSummary[]>();
  const [shown, setShown] = useState(PAGE);
  const [problem, setProblem] = useState<string>();
  const [deleted, setDeleted] = useState<ConversationSummary>();
  const question = useRef(0);
  const field = useRef<HTMLInputElement>(null);

  const load = useCallback(() => {
    const mine = ++question.current;
    history.list(search.trim() === '' ? undefined : search).then(
      (found) => {
        if (mine !== question.current) return;
        setList(found);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (mine === question.current) setProblem(errorMessage(error));
      },
    );
  }, [history, search]);
  useEffect(() => {
    const timer = setTimeout(load, search === '' ? 0 : SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [load, search]);

  const work = (task: Promise<void>, after?: () => void) => {
    task.then(
      () => {
        after?.();
        load();
      },
      (error: unknown) => setProblem(errorMessage(error)),
    );
  };
  const remove = (each: ConversationSummary) => {
    focusNextOf(itemElement(itemName(each.id)), OPENER, () => field.current);
    work(history.remove(each.id), () => setDeleted(each));
  };
  const undo = ({ id }: ConversationSummary) => {
    focusOnceDrawn(() => itemElement(itemName(id))?.querySelector<HTMLElement>(OPENER));
    work(history.unremove(id), () => setDeleted(undefined));
  };
  return (
    <div className="chat-history">
      <input
        ref={field}
        className="chat-search"
        type="search"
        aria-label="Search conversations"
        placeholder="Search names and messages"
        autoFocus
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div role="status" className="chat-deleted">
        {deleted !== undefined && (
          <>
            “{nameOf(deleted)}” is deleted.{' '}
            <button type="button" className="chat-link" onClick={() => undo(deleted)}>
              Undo
            </button>
          </>
        )}
      </div>
      {problem !== undefined && <LoadFailed what="The conversations" message={problem} onRetry={load} />}
      {list === undefined && problem === undefined && <Spinner />}
      {list?.length === 0 && (
        <EmptyState title={search.trim() === '' ? 'No conversation is kept yet' : 'No conversation has these words'}>
          {search.trim() === ''
            ? 'What you ask is kept in this browser, and found here.'
            : 'Every word must stand in its name or messages.'}
        </EmptyState>
      )}
      <ul className="chat-history-list" aria-label="Conversations">
        {(list ?? []).slice(0, shown).map((each) => (
          <HistoryRow
            key={each.id}
            summary={each}
            current={each.id === current}
            onOpen={() => onOpen(each.id)}
            onRename={(title) => work(history.rename(each.id, title))}
            onDelete={() => remove(each)}
          />
        ))}
      </ul>
      {(list?.length ?? 0) > shown && <Button onClick={() => setShown(shown + PAGE)}>Show more</Button>}
    </div>
  );
}

function nameOf({ title }: ConversationSummary): string {
  return title === '' ? 'Without a name' : visibleText(title);
}

type HistoryRowProps = {
  summary: ConversationSummary;
  current: boolean;
  onOpen: () => void;
  onRename: (title: string) => void;
  onDelete: () => void;
};

function HistoryRow({ summary, current, onOpen, onRename, onDelete }: HistoryRowProps) {
  const [naming, setNaming] = useState(false);
  const opener = useFocusAfter<HTMLButtonElement>(naming);
  const name = nameOf(summary);
  return (
    <li className="chat-history-row" data-current={current} data-item={itemName(summary.id)}>
      {naming ? (
        <RenameField
          title={summary.title}
          onRename={(title) => {
            setNaming(false);
            onRename(title);
          }}
          onCancel={() => setNaming(false)}
        />
      ) : (
        <button
          ref={opener}
          type="button"
          className="chat-history-open"
          disabled={!summary.readable}
          aria-current={current ? 'true' : undefined}
          onClick={onOpen}
        >
          <span className="chat-history-name">{name}</span>
          <span className="chat-quiet">
            {formatUtcMinute(summary.updated_at)}
            {summary.readable && ` · ${countOf(summary.message_count, 'message')}`}
            {current && ' · open now'}
          </span>
          {!summary.readable && <span className="chat-problem">{summary.problem ?? 'It cannot be read.'}</span>}
        </button>
      )}
      {summary.readable && <Button variant="icon" iconName="edit" ariaLabel={`Rename ${name}`} onClick={() => setNaming(true)} />}
      <Button variant="icon" iconName="remove" ariaLabel={`Delete ${name}`} onClick={onDelete} />
    </li>
  );
}
