import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import { CodeFindingsView } from '../../components/code-findings/code-findings-view.tsx';
import type { CodeFindingsState } from '../../components/code-findings/use-code-findings.ts';

/** What the code will touch, as far as its text tells. */
export function FindingsPart({ found, onLine }: { found: CodeFindingsState; onLine: (line: number) => void }) {
  switch (found.state) {
    case 'loading':
      return (
        <span role="status">
          <Spinner /> Reading the code. Nothing of it runs.
        </span>
      );
    case 'failed':
      return (
        <Alert
          type="warning"
          header="The code could not be looked through"
          action={<Button onClick={found.retry}>Try again</Button>}
        >
          {found.message} What it will touch is not known: read it yourself.
        </Alert>
      );
    case 'ready':
      return <CodeFindingsView findings={found.findings} onLine={onLine} />;
  }
}
