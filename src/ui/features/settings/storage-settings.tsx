import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { StorageStatus } from '../../../core/ports/stores.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';

const NEARLY_FULL = 0.9;

function Warnings({ status }: { status: StorageStatus }) {
  const full = status.quota_bytes > 0 && status.usage_bytes / status.quota_bytes >= NEARLY_FULL;
  if (!full && status.backend !== 'memory' && status.problem === undefined) return null;
  return (
    <SpaceBetween size="s">
      {status.backend === 'memory' && (
        <Alert type="warning" header="Nothing outlives this tab">
          {status.problem ?? 'This browser gives the page no storage. Code still runs; download what you want to keep.'}
        </Alert>
      )}
      {status.backend !== 'memory' && status.problem !== undefined && <Alert type="warning">{status.problem}</Alert>}
      {full && (
        <Alert type="warning" header="The storage is nearly full">
          Delete old runs above, or files and tables on the Data page. What cannot be kept is said when it happens; nothing is
          overwritten.
        </Alert>
      )}
    </SpaceBetween>
  );
}

function Meter({ status }: { status: StorageStatus }) {
  const { usage_bytes: used, quota_bytes: quota } = status;
  if (quota <= 0) return <div>{formatBytes(used)} used; the browser does not say how much it allows.</div>;
  return (
    <ProgressBar
      label="Used"
      value={Math.min(100, (used / quota) * 100)}
      additionalInfo={`${formatBytes(used)} of ${formatBytes(quota)} that the browser allows`}
      description="By workflows, runs, files and tables, and by what the app keeps to start without a network."
    />
  );
}

function Persistence({ persisted, onDone }: { persisted: boolean; onDone: () => void }) {
  const { storage } = useAppServices();
  const [refused, setRefused] = useState(false);
  const outcome = useFocusAfter<HTMLSpanElement>(persisted);
  const persist = async () => {
    try {
      setRefused(!(await storage.persist()));
      onDone();
    } catch (error) {
      notices.put({ id: 'persist', type: 'error', header: 'The browser could not be asked', text: errorMessage(error) });
    }
  };
  if (persisted)
    return (
      <span ref={outcome} tabIndex={-1}>
        <StatusIndicator type="success">The browser keeps your data until you delete it</StatusIndicator>
      </span>
    );
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Button onClick={() => void persist()}>Keep my data</Button>
        <StatusIndicator type="info">The browser may delete it when the disk is full</StatusIndicator>
      </SpaceBetween>
      {refused && (
        <Alert type="info" header="The browser did not agree">
          It decides by how much the site is used: bookmark or install Sandbank, or allow its notifications, and ask again.
        </Alert>
      )}
    </SpaceBetween>
  );
}

/** How much is stored, and whether the browser may throw it away. */
export function StorageSettings() {
  const { storage } = useAppServices();
  const loaded = useLive('storage', ['workflows', 'runs', 'files', 'tables', 'status'], () => storage.status());
  const status = loaded.value;
  return (
    <Container
      header={
        <Header variant="h2" description="Everything is kept in this browser, on this computer. Nothing is sent anywhere.">
          Storage
        </Header>
      }
    >
      {loaded.error !== undefined && <LoadFailed what="The storage" message={loaded.error} onRetry={loaded.reload} />}
      {status === undefined && loaded.error === undefined && <Spinner />}
      {status !== undefined && (
        <SpaceBetween size="m">
          <Warnings status={status} />
          <Meter status={status} />
          {status.backend !== 'memory' && <Persistence persisted={status.persisted} onDone={loaded.reload} />}
        </SpaceBetween>
      )}
    </Container>
  );
}
