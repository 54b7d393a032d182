import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { LoadFailed } from '../load-failed.tsx';
import { visibleText } from '../visible-text.ts';
import { CodeFindingsView, type CodeFindingsViewProps } from './code-findings-view.tsx';
import type { CodeFindingsState as Read } from './use-code-findings.ts';

/** What reading the code has come to: that it is being read, what was found, or why it could not be read. */
export function CodeFindingsState({ read, onLine }: { read: Read; onLine?: CodeFindingsViewProps['onLine'] }) {
  switch (read.state) {
    case 'loading':
      return <StatusIndicator type="loading">Reading the code</StatusIndicator>;
    case 'failed':
      return <LoadFailed what="What it touches" message={visibleText(read.message)} onRetry={read.retry} />;
    case 'ready':
      return (
        <div data-stale={read.stale === true}>
          <CodeFindingsView findings={read.findings} {...(onLine === undefined ? {} : { onLine })} />
        </div>
      );
  }
}
