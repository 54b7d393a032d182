import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Offline, OfflineFiles } from '../../../core/ports/offline.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { useKeepAll } from './use-keep-all.ts';

type OfflineFilesProps = { offline: Offline; files: OfflineFiles | undefined; onEnd: () => void };

/** How much of the app is on this computer, and the way to have all of it there. */
export function OfflineFilesView({ offline, files, onEnd }: OfflineFilesProps) {
  const keeping = useKeepAll(onEnd);
  if (files === undefined) return null;
  const { total_bytes: total, missing_bytes: missing } = files;
  return (
    <SpaceBetween size="s">
      {keeping.done !== undefined ? (
        <Going done={keeping.done} total={missing} onCancel={keeping.cancel} />
      ) : missing === 0 ? (
        <StatusIndicator type="success">All of it is on this computer: {formatBytes(total)}</StatusIndicator>
      ) : (
        <SpaceBetween size="xs">
          <Box>
            Python, JavaScript, the SQL engine, the editor and charts come when they are first used. To have all of them without a
            network, {formatBytes(missing)} of {formatBytes(total)} are still to be fetched; newer versions then come whole, too.
          </Box>
          <Button iconName="download" onClick={() => keeping.start(offline)}>
            Make available offline ({formatBytes(missing)})
          </Button>
        </SpaceBetween>
      )}
      {keeping.problem !== undefined && (
        <Alert type="error" header="Not all of it could be fetched">
          {keeping.problem}
        </Alert>
      )}
      {keeping.done === undefined && missing === 0 && keeping.unprotected && (
        <Box color="text-body-secondary">
          The browser may delete it when the disk is full: it did not agree to keep it. It decides by how much the site is used;
          installing Sandbank helps.
        </Box>
      )}
    </SpaceBetween>
  );
}

function Going({ done, total, onCancel }: { done: number; total: number; onCancel: () => void }) {
  return (
    <SpaceBetween size="xs">
      <ProgressBar
        label="Fetching the app"
        value={total === 0 ? 100 : Math.min(100, (done / total) * 100)}
        additionalInfo={`${formatBytes(Math.min(done, total))} of ${formatBytes(total)}`}
      />
      <Box color="text-body-secondary">Leaving this page stops it, too; what has come stays.</Box>
      <Button onClick={onCancel}>Cancel</Button>
    </SpaceBetween>
  );
}
