import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { memo } from 'react';
import type { ApprovalRequest, ChatSession } from '../../../assistant/assistant.ts';
import type { Message, MessagePart } from '../../../core/conversation.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { visibleLines } from '../../components/visible-text.ts';
import { AnswerError } from './answer-error.tsx';
import { AnswerText } from './answer-text.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import type { RunFigures } from './run-figures.ts';
import { ToolCard } from './tool-card.tsx';
import { UsageLine } from './usage-line.tsx';
import { useRunFigures } from './use-run-figures.ts';

type AnswerProps = {
  message: Message;
  session: ChatSession;
  /** Tool calls of the conversation before it. */
  callsBefore: number;
  /** The requests about this answer's calls. */
  approvals: readonly ApprovalRequest[];
  /** The last one of the conversation, and nothing goes on: it can be made anew, and what it suggests can be asked. */
  last: boolean;
  onAsk: (text: string) => void;
  onRetry: () => void;
  onAnswered: () => void;
};

/** An answer: what was said, thought and called, how it ended, and what it took. */
export const Answer = memo(function Answer({
  message,
  session,
  callsBefore,
  approvals,
  last,
  onAsk,
  onRetry,
  onAnswered,
}: AnswerProps) {
  const streaming = message.status === 'streaming';
  const text = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n');
  const figures = useRunFigures(message);
  const suggestions = last ? (message.suggestions ?? []) : [];
  return (
    <article className="chat-answer" aria-label="Answer" aria-busy={streaming}>
      {message.parts.map((part, index) => (
        <Part
          key={part.kind === 'tool_call' ? part.call_id : index}
          part={part}
          number={callsBefore + callsOf(message.parts.slice(0, index + 1))}
          growing={streaming && index === message.parts.length - 1}
          session={session}
          approval={part.kind === 'tool_call' ? approvals.find((each) => each.call_id === part.call_id) : undefined}
          onAnswered={onAnswered}
          byModel={message.model?.id !== 'commands'}
          figures={figures}
        />
      ))}
      {streaming && <Waiting message={message} asked={approvals.length > 0} />}
      {(message.notes ?? []).map((note, index) => (
        <p key={index} className="chat-note">
          {visibleLines(note)}
        </p>
      ))}
      {message.error !== undefined && (
        <AnswerError error={message.error} cut={message.status === 'interrupted'} onRetry={last ? onRetry : undefined} />
      )}
      {message.error === undefined && <HowItEnded status={message.status} onRetry={last ? onRetry : undefined} />}
      {!streaming && (
        <div className="chat-answer-foot">
          <UsageLine message={message} />
          <span className="chat-quiet chat-when">{formatUtcMinute(message.at)}</span>
          {text !== '' && <CopyButton text={text} label="Copy the answer" />}
          {last && message.status === 'done' && message.model?.id !== 'commands' && (
            <button type="button" className="chat-link" onClick={onRetry}>
              Answer anew
            </button>
          )}
        </div>
      )}
      {suggestions.length > 0 && (
        <div className="chat-suggestions" role="group" aria-label="Suggestions">
          {suggestions.map((suggestion, index) => (
            <button key={index} type="button" className="chat-suggestion" onClick={() => onAsk(suggestion)}>
              {visibleLines(suggestion)}
            </button>
          ))}
        </div>
      )}
    </article>
  );
});

/** How many of the parts are tool calls. */
export function callsOf(parts: readonly MessagePart[]): number {
  return parts.filter(({ kind }) => kind === 'tool_call').length;
}

type PartProps = {
  part: MessagePart;
  /** Tool calls of the conversation up to this part. */
  number: number;
  growing: boolean;
  session: ChatSession;
  approval: ApprovalRequest | undefined;
  onAnswered: () => void;
  byModel: boolean;
  figures: RunFigures | undefined;
};

const Part = memo(function Part({ part, number, growing, session, approval, onAnswered, byModel, figures }: PartProps) {
  switch (part.kind) {
    case 'text':
      return part.text === '' ? null : <AnswerText text={part.text} growing={growing} figures={figures} />;
    case 'tool_call':
      return (
        <ToolCard part={part} number={number} session={session} approval={approval} onAnswered={onAnswered} byModel={byModel} />
      );
    case 'reasoning':
      return part.text.trim() === '' ? null : (
        <details className="chat-thoughts">
          <summary>Thoughts</summary>
          <div className="chat-plain">{visibleLines(part.text)}</div>
        </details>
      );
  }
});

function Waiting({ message, asked }: { message: Message; asked: boolean }) {
  const part = message.parts.at(-1);
  if (asked || (part?.kind === 'tool_call' && part.state !== 'done' && part.state !== 'failed')) return null;
  return (
    <div className="chat-dots" aria-hidden>
      <span />
      <span />
      <span />
    </div>
  );
}

function HowItEnded({ status, onRetry }: { status: Message['status']; onRetry: (() => void) | undefined }) {
  if (status !== 'stopped' && status !== 'interrupted') return null;
  return (
    <div className="chat-alert">
      <Alert
        type={status === 'stopped' ? 'info' : 'warning'}
        action={onRetry === undefined ? undefined : <Button onClick={onRetry}>Retry</Button>}
      >
        {status === 'stopped'
          ? 'You stopped this answer. What was done until then is kept.'
          : 'This answer was cut short: the tab was closed or the connection broke off. Retry goes on with it; what was done is not done again.'}
      </Alert>
    </div>
  );
}
