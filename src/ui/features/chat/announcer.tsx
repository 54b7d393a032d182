import { useEffect, useRef, useState } from 'react';
import type { ChatState } from '../../../assistant/assistant.ts';
import type { Message, ToolCallState } from '../../../core/conversation.ts';
import { factsOf, stateName } from './tool-call-facts.ts';

/** Says to a screen reader how the answer stands and what its tools do; never the words of it, which are there to be read. */
export function Announcer({ state }: { state: ChatState }) {
  const [said, setSaid] = useState('');
  const before = useRef<{ id: string; busy: boolean; calls: Map<string, ToolCallState> }>(undefined);
  useEffect(() => {
    const last = state.conversation.messages.at(-1);
    const was = before.current;
    const calls = callsOf(last);
    before.current = {
      id: state.conversation.id,
      busy: state.busy,
      calls: new Map([...calls].map(([id, call]) => [id, call.state])),
    };
    if (was === undefined || was.id !== state.conversation.id) return;
    const news: string[] = [];
    if (state.busy && !was.busy) news.push('Answering');
    for (const [id, call] of calls) {
      if (was.calls.get(id) !== call.state && call.state !== 'writing')
        news.push(`${factsOf(call).title}: ${stateName(call.state)}`);
    }
    if (!state.busy && was.busy) news.push(endOf(last));
    if (news.length > 0) setSaid(news.join('. '));
  }, [state]);
  return (
    <div className="chat-unseen" role="status" aria-live="polite" aria-label="State of the answer">
      {said}
    </div>
  );
}

function callsOf(message: Message | undefined) {
  const parts = message?.parts ?? [];
  return new Map(parts.flatMap((part) => (part.kind === 'tool_call' ? [[part.call_id, part] as const] : [])));
}

function endOf(message: Message | undefined): string {
  switch (message?.status) {
    case 'failed':
      return `The answer failed: ${message.error?.message ?? ''}`;
    case 'stopped':
      return 'Answer stopped';
    case 'interrupted':
      return 'The answer was cut short';
    default:
      return 'Answer complete';
  }
}
