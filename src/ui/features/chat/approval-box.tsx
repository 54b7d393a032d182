import Button from '@cloudscape-design/components/button';
import { useEffect, useId, useState } from 'react';
import type { ApprovalRequest, ChatSession } from '../../../assistant/assistant.ts';
import type { ToolEffect } from '../../../tools/tool.ts';
import { visibleText } from '../../components/visible-text.ts';

const questions: Record<ToolEffect, string> = {
  read: 'May this be read?',
  run: 'May this run?',
  write: 'May this change be made?',
  delete: 'May this be deleted?',
};

/** A press that was meant for what stood here before must not agree to anything. */
const SETTLE_MS = 350;

type ApprovalBoxProps = { request: ApprovalRequest; session: ChatSession; onAnswered: () => void };

/** Asks the person about a tool call. It is drawn from what the page itself asks, and from nothing that a model or a tool says. */
export function ApprovalBox({ request, session, onAnswered }: ApprovalBoxProps) {
  const [reason, setReason] = useState('');
  const [settled, setSettled] = useState(false);
  const question = useId();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const approve = () => {
    session.approve(request.call_id);
    onAnswered();
  };
  const deny = () => {
    const said = reason.trim();
    if (said === '') session.deny(request.call_id);
    else session.deny(request.call_id, said);
    onAnswered();
  };
  return (
    <div className="chat-approval" role="group" aria-labelledby={question}>
      <div id={question} className="chat-approval-question">
        {questions[request.effect]}
      </div>
      {request.touches.length > 0 && (
        <ul className="chat-touches">
          {request.touches.map((touch, index) => (
            <li key={index}>{visibleText(touch)}</li>
          ))}
        </ul>
      )}
      <div className="chat-approval-answers">
        <Button variant="primary" disabled={!settled} onClick={approve}>
          Approve
        </Button>
        <Button disabled={!settled} onClick={deny}>
          Deny
        </Button>
        <input
          className="chat-reason"
          type="text"
          aria-label="Why not, where you deny it"
          placeholder="Why not (optional)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && reason.trim() !== '') deny();
          }}
        />
      </div>
    </div>
  );
}
