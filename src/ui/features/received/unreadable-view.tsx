import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ShareProblem } from '../../../core/app-error.ts';
import { visibleText } from '../../components/visible-text.ts';

const headers: Record<ShareProblem, string> = {
  damaged: 'It arrived damaged',
  too_large: 'It is too large',
  newer_format: 'It was made by a newer Sandbank',
  wrong_content: 'It holds no workflow that can be opened',
  wrong_passphrase: 'The passphrase does not open it',
  not_a_share: 'It is no workflow',
};

const fixes: Record<ShareProblem, string> = {
  damaged: 'Ask whoever sent it to send it again: a link whole and on one line, or the workflow as a file.',
  too_large: 'Ask for a smaller one.',
  newer_format: 'Open it in a newer version of this app: reload the page, or ask whoever hosts it.',
  wrong_content: 'Ask whoever sent it to share the workflow again.',
  wrong_passphrase: 'Ask for the passphrase again.',
  not_a_share: 'A workflow link holds “#/open/” and a long text after it; a workflow file ends in “.sandbank.json”.',
};

type UnreadableViewProps = {
  from: 'link' | 'file';
  problem: ShareProblem | undefined;
  message: string;
  onAgain: () => void;
  onDiscard: () => void;
};

/** Why a link or a file can't be opened, and what to do. */
export function UnreadableView({ from, problem, message, onAgain, onDiscard }: UnreadableViewProps) {
  return (
    <Alert
      type="error"
      header={problem === undefined ? `The ${from} could not be opened` : headers[problem]}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {problem === undefined && <Button onClick={onAgain}>Try again</Button>}
          <Button onClick={onDiscard}>Discard</Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="xs">
        <div>{visibleText(message)}</div>
        {problem !== undefined && <div>{fixes[problem]}</div>}
      </SpaceBetween>
    </Alert>
  );
}
