import { visibleText } from '../visible-text.ts';
import { CodeFindingsView, type CodeFindingsViewProps } from './code-findings-view.tsx';
import type { CodeFindingsState as Read } from './use-code-findings.ts';

/** What reading the code has come to: that it is being read, what was found, or why it could not be read. */
export function CodeFindingsState({ read, onLine }: { read: Read; onLine?: CodeFindingsViewProps['onLine'] }) {
  switch (read.state) {
    case 'loading':
      return (
        <p className="sb-findings-loading" role="status">
          Reading the code …
        </p>
      );
    case 'failed':
      return (
        <div className="sb-findings-failed" role="alert">
          <span>What it touches could not be read: {visibleText(read.message)}</span>{' '}
          <button type="button" className="sb-finding-place" onClick={read.retry}>
            Try again
          </button>
        </div>
      );
    case 'ready':
      return (
        <div data-stale={read.stale === true}>
          <CodeFindingsView findings={read.findings} {...(onLine === undefined ? {} : { onLine })} />
        </div>
      );
  }
}
