import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RunError, RunStatus } from '../../../core/run.ts';
import { AwsToGoOn } from '../aws/aws-to-go-on.tsx';
import { lacksAws } from '../aws/lacks-aws.ts';
import { formatCount } from '../format-count.ts';
import { visibleText } from '../visible-text.ts';

/** Line ends, tabs and spaces of a traceback are its layout; the rest of what hides is shown. */
export function visibleLines(text: string): string {
  return text
    .split(/([\n\t])/u)
    .map((part, index) => (index % 2 === 1 ? part : visibleText(part)))
    .join('');
}

/** Leads to a line of the run's code (from 1), and a column (from 1) where it is known. */
export type GoToLine = (line: number, position?: number) => void;

type RunErrorViewProps = { error: RunError; status: RunStatus; onLine?: GoToLine | undefined };

/** Why a run did not succeed, with the way to the line. */
export function RunErrorView({ error, status, onLine }: RunErrorViewProps) {
  const { line, position, traceback } = error;
  const type = status === 'cancelled' || status === 'interrupted' ? 'info' : 'error';
  const hasLine = line !== undefined && onLine !== undefined;
  const needsAws = lacksAws(error);
  return (
    <Alert
      type={type}
      header={visibleText(error.type)}
      action={
        (hasLine || needsAws) && (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            {needsAws && <AwsToGoOn />}
            {hasLine && <Button onClick={() => onLine(line, position)}>Go to line {formatCount(line)}</Button>}
          </SpaceBetween>
        )
      }
    >
      <div className="sb-error-message">{visibleLines(error.message)}</div>
      {traceback !== undefined && traceback.trim() !== error.message.trim() && (
        <pre className="sb-traceback" tabIndex={0} aria-label="Traceback">
          {visibleLines(traceback)}
        </pre>
      )}
    </Alert>
  );
}
