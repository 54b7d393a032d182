import Button from '@cloudscape-design/components/button';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { ApprovalRequest, ChatSession, ChatState } from '../../../assistant/assistant.ts';
import type { Message } from '../../../core/conversation.ts';
import { countOf } from '../../components/format-count.ts';
import { Answer, callsOf } from './answer.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import { UserMessage } from './user-message.tsx';

/** Messages that are drawn at first, and more at a time as the person goes back. */
const PAGE = 30;

const NONE: readonly ApprovalRequest[] = [];

type ConversationViewProps = {
  state: ChatState;
  session: ChatSession;
  onAsk: (text: string) => void;
  onRetry: () => void;
  onAnswered: () => void;
  /** Stands where there is no message yet. */
  empty: ReactNode;
};

/** The messages of a conversation, newest last and in sight. Earlier ones are drawn when the person goes back to them. */
export function ConversationView({ state, session, onAsk, onRetry, onAnswered, empty }: ConversationViewProps) {
  const { conversation, busy, approvals } = state;
  const { messages } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { away, toEnd } = useStickToEnd(scroller, content);
  const [shown, setShown] = useState(PAGE);
  const first = Math.max(0, messages.length - shown);
  const before = useMemo(() => callsBefore(messages), [messages]);
  const more = useCallback(() => setShown((before) => before + PAGE), []);

  const newest = messages.findLast((message) => message.role === 'user')?.id;
  // What the person has just sent is looked at.
  useEffect(() => {
    if (newest !== undefined) toEnd();
  }, [newest, toEnd]);

  return (
    <div className="chat-middle">
      <div className="chat-scroller" ref={scroller} tabIndex={0} role="group" aria-label="Conversation">
        <div className="chat-messages" ref={content}>
          {messages.length === 0 && empty}
          {first > 0 && <Earlier count={first} scroller={scroller} onMore={more} />}
          {messages
            .slice(first)
            .map((message, index) =>
              message.role === 'user' ? (
                <UserMessage key={message.id} message={message} session={session} busy={busy} />
              ) : (
                <Answer
                  key={message.id}
                  message={message}
                  session={session}
                  callsBefore={before[first + index] ?? 0}
                  approvals={requestsOf(message, approvals)}
                  last={!busy && first + index === messages.length - 1}
                  onAsk={onAsk}
                  onRetry={onRetry}
                  onAnswered={onAnswered}
                />
              ),
            )}
        </div>
      </div>
      {away && (
        <div className="chat-jump">
          <Button iconName="angle-down" onClick={toEnd}>
            Jump to latest
          </Button>
        </div>
      )}
    </div>
  );
}

/** Of each message, how many tool calls there are before it. */
function callsBefore(messages: readonly Message[]): number[] {
  let count = 0;
  return messages.map(({ parts }) => {
    const before = count;
    count += callsOf(parts);
    return before;
  });
}

/** The requests about calls of this message: the same empty list where there are none, so that it is not drawn anew. */
function requestsOf(message: Message, approvals: readonly ApprovalRequest[]): readonly ApprovalRequest[] {
  if (approvals.length === 0) return NONE;
  const calls = new Set(message.parts.flatMap((part) => (part.kind === 'tool_call' ? [part.call_id] : [])));
  return approvals.some(({ call_id }) => calls.has(call_id)) ? approvals : NONE;
}

/** Brings earlier messages when it comes in sight, or by a press; what is looked at stays where it is. */
function Earlier({ count, scroller, onMore }: { count: number; scroller: RefObject<HTMLElement | null>; onMore: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && (scroller.current?.scrollTop ?? 0) > 0) onMore();
      },
      { root: scroller.current },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [scroller, onMore, count]);
  return (
    <div ref={box} className="chat-earlier">
      <button type="button" className="chat-link" onClick={onMore}>
        Show {countOf(count, 'earlier message')}
      </button>
    </div>
  );
}
