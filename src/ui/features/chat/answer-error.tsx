import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import { useEffect, useState } from 'react';
import type { AnswerError as AnswerErrorValue } from '../../../core/conversation.ts';
import { formatDuration } from '../../components/format-time.ts';
import { visibleLines } from '../../components/visible-text.ts';

type AnswerErrorProps = {
  error: AnswerErrorValue;
  /** The answer broke off, and was not refused. */
  cut: boolean;
  onRetry: (() => void) | undefined;
};

const KEYS = /key|auth|model|permission|forbidden|cors|network|address/iu;

/** Why an answer ended, what mends it, and the way on. */
export function AnswerError({ error, cut, onRetry }: AnswerErrorProps) {
  const left = useCountdown(error);
  return (
    <div className="chat-alert">
      <Alert
        type={cut ? 'warning' : 'error'}
        header={cut ? 'The answer was cut short' : 'The answer failed'}
        action={onRetry === undefined ? undefined : <Button onClick={onRetry}>Retry</Button>}
      >
        <div className="chat-plain">{visibleLines(error.message)}</div>
        {onRetry !== undefined && left > 0 && (
          <div aria-live="off">
            The provider asks to wait another {formatDuration(left * 1000)}; trying sooner may fail again.
          </div>
        )}
        {KEYS.test(error.code) && <Link href="#/settings?section=models">Models and keys in Settings</Link>}
      </Alert>
    </div>
  );
}

/** Whole seconds that are left until it may be tried again; 0 afterwards, and where nothing is known of when that is. */
function useCountdown({ retry_at }: AnswerErrorValue): number {
  const until = retry_at === undefined ? 0 : Date.parse(retry_at);
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => {
      const now = secondsTo(until);
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

const secondsTo = (time: number): number => Math.max(0, Math.ceil((time - Date.now()) / 1000));
