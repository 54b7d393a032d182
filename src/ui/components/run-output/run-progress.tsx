import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatBytes } from '../format-bytes.ts';
import { formatCount } from '../format-count.ts';
import { visibleText } from '../visible-text.ts';
import type { Progress } from './run-view.ts';

/** What is loading (in bytes) or what the code says of its own progress. */
export function RunProgress({ progress, unit }: { progress: Progress; unit: 'bytes' | 'count' }) {
  const { done, total, text } = progress;
  const show = unit === 'bytes' && total > 10_000 ? formatBytes : formatCount;
  const amount = total > 0 ? `${show(done)} of ${show(total)}` : done > 0 ? show(done) : '';
  const label = visibleText(text);
  if (total <= 0)
    return <StatusIndicator type="loading">{[label, amount].filter((part) => part !== '').join(' · ')}</StatusIndicator>;
  return (
    <div className="sb-progress">
      <ProgressBar label={label} value={Math.min(100, (100 * done) / total)} additionalInfo={amount} />
    </div>
  );
}
