import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { BackupProgress } from '../../../core/ports/backup.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatCount } from '../../components/format-count.ts';

const words = { workflows: 'Workflows', runs: 'Runs', files: 'Files', conversations: 'Conversations' };

type TaskProgressProps = { label: string; progress: BackupProgress | undefined; onCancel: () => void };

/** What is being done of what, and the way to break it off. */
export function TaskProgress({ label, progress, onCancel }: TaskProgressProps) {
  const { kind, done, total } = progress ?? { kind: 'workflows', done: 0, total: 0 };
  const count = kind === 'files' ? formatBytes : formatCount;
  return (
    <SpaceBetween size="s">
      <ProgressBar
        label={label}
        value={total === 0 ? 0 : Math.min(100, Math.floor((done / total) * 100))}
        additionalInfo={progress === undefined ? 'Beginning' : `${words[kind]}: ${count(done)} of ${count(total)}`}
      />
      <Button onClick={onCancel}>Cancel</Button>
    </SpaceBetween>
  );
}
