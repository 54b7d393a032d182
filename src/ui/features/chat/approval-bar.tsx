import Button from '@cloudscape-design/components/button';
import type { RefObject } from 'react';
import type { ApprovalRequest } from '../../../assistant/assistant.ts';
import { countOf } from '../../components/format-count.ts';

/** Says over the message that a call waits, wherever its card is, and leads to it. Nothing takes the focus from who writes. */
export function ApprovalBar({ approvals, pane }: { approvals: readonly ApprovalRequest[]; pane: RefObject<HTMLElement | null> }) {
  const show = () => {
    const card = pane.current?.querySelector<HTMLElement>('[data-waiting="true"]');
    card?.scrollIntoView({ block: 'nearest' });
    card?.focus({ preventScroll: true });
  };
  return (
    <div role="alert">
      {approvals.length > 0 && (
        <div className="chat-asked">
          <span>{countOf(approvals.length, 'call waits', 'calls wait')} for your approval</span>
          <Button variant="inline-link" onClick={show}>
            Review
          </Button>
        </div>
      )}
    </div>
  );
}
