import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConsentAnswer } from '../../core/ports/consent.ts';
import type { PendingConsent } from '../../core/ports/consent-queue.ts';
import { useAppServices } from '../app-services.ts';
import { CodeView } from '../components/code-view.tsx';
import { countOf } from '../components/format-count.ts';
import { visibleText } from '../components/visible-text.ts';
import { useAsker } from './use-asker.ts';
import './consent-dialog.css';

/** A press that was meant for what stood here before must not answer anything. */
const SETTLE_MS = 350;

/** Asks the person for what the policy leaves to them, one question after another, over every page. */
export function ConsentDialog() {
  const { consent } = useAppServices().aws;
  const subscribe = (listener: () => void) => consent.subscribe(listener);
  const pending = useSyncExternalStore(subscribe, () => consent.first());
  const count = useSyncExternalStore(subscribe, () => consent.count());
  if (pending === undefined) return null;
  return (
    <Question key={pending.id} pending={pending} more={count - 1} onAnswer={(answer) => consent.answer(pending.id, answer)} />
  );
}

type QuestionProps = {
  pending: PendingConsent;
  /** Questions that wait behind it. */
  more: number;
  onAnswer: (answer: ConsentAnswer) => void;
};

function Question({ pending, more, onAnswer }: QuestionProps) {
  const [settled, setSettled] = useState(false);
  const asker = useAsker(pending.origin);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const ofRun = pending.origin.kind === 'run';
  const refuse = () => {
    if (settled) onAnswer('denied');
  };
  return (
    <Modal
      visible
      size="large"
      header={visibleText(pending.title)}
      closeAriaLabel="Refuse"
      onDismiss={refuse}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!settled} onClick={refuse}>
              Refuse
            </Button>
            {ofRun && (
              <Button disabled={!settled} onClick={() => onAnswer('run')}>
                Allow for this run
              </Button>
            )}
            <Button variant="primary" disabled={!settled} onClick={() => onAnswer('once')}>
              Allow once
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {asker !== undefined && <Box>{visibleText(asker)}</Box>}
        <ul className="sb-consent-lines">
          {pending.lines.map((line, index) => (
            <li key={index}>{visibleText(line)}</li>
          ))}
        </ul>
        {pending.code !== undefined && (
          <CodeView
            label="What it would do"
            code={pending.code.text}
            language={pending.code.language === 'sql' ? 'sql' : 'javascript'}
          />
        )}
        <Box color="text-body-secondary">
          {ofRun ? 'The run waits, and its time limit with it. ' : ''}It is done in your name, with what your role may do in AWS.
          {more > 0 && ` ${countOf(more, 'more question')} ${more === 1 ? 'waits' : 'wait'} behind this one.`}
        </Box>
      </SpaceBetween>
    </Modal>
  );
}
