import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConsentAnswer } from '../../core/ports/consent.ts';
import type { PendingConsent } from '../../core/ports/consent-queue.ts';
import { useAppServices } from '../app-services.ts';
import { CodeView } from '../components/code-view.tsx';
import { visibleText } from '../components/visible-text.ts';

/** A press that was meant for what stood here before must not agree to anything. */
const SETTLE_MS = 350;

/** Asks the person for what the policy leaves to them, one question after another, over every page. */
export function ConsentDialog() {
  const { consent } = useAppServices().aws;
  const pending = useSyncExternalStore(
    (listener) => consent.subscribe(listener),
    () => consent.first(),
  );
  if (pending === undefined) return null;
  return <Question key={pending.id} pending={pending} onAnswer={(answer) => consent.answer(pending.id, answer)} />;
}

function Question({ pending, onAnswer }: { pending: PendingConsent; onAnswer: (answer: ConsentAnswer) => void }) {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const ofRun = pending.origin.kind === 'run';
  return (
    <Modal
      visible
      size="large"
      header={visibleText(pending.title)}
      closeAriaLabel="Refuse"
      onDismiss={() => onAnswer('denied')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => onAnswer('denied')}>Refuse</Button>
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
        <ul>
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
        </Box>
      </SpaceBetween>
    </Modal>
  );
}
