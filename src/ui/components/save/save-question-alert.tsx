import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { visibleText } from '../visible-text.ts';
import type { SaveQuestion } from './check-save.ts';

type SaveQuestionAlertProps = { question: SaveQuestion; onRename: (name: string) => void };

/** What stands against saving, and a name that is free where this one cannot be had. */
export function SaveQuestionAlert({ question, onRename }: SaveQuestionAlertProps) {
  return (
    <Alert
      type="warning"
      header={visibleText(question.header)}
      action={
        question.kind === 'refused' ? (
          <Button formAction="none" onClick={() => onRename(question.suggestion)}>
            Use “{question.suggestion}”
          </Button>
        ) : undefined
      }
    >
      {question.text}
    </Alert>
  );
}
