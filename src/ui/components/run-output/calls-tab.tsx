import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CallRecord } from '../../../core/run.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatDuration } from '../format-time.ts';
import { visibleText } from '../visible-text.ts';

const looks = { succeeded: 'success', failed: 'error', refused: 'warning', cancelled: 'stopped' } as const;
const names = { succeeded: 'Succeeded', failed: 'Failed', refused: 'Refused', cancelled: 'Stopped' } as const;

/** What a run asked of the broker. */
export function CallsTab({ calls }: { calls: readonly CallRecord[] }) {
  const scanned = calls.some((call) => call.bytes_scanned !== undefined);
  return (
    <div className="sb-calls-scroll">
      <table className="sb-calls">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Service</th>
            <th scope="col">Operation</th>
            <th scope="col">Status</th>
            <th scope="col" data-numeric>
              Duration
            </th>
            {scanned && (
              <th scope="col" data-numeric>
                Scanned
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {calls.map((call, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              <td>{visibleText(call.service)}</td>
              <td>{visibleText(call.operation)}</td>
              <td>
                <StatusIndicator type={looks[call.status]}>{names[call.status]}</StatusIndicator>
              </td>
              <td data-numeric>{formatDuration(call.duration_ms)}</td>
              {scanned && <td data-numeric>{call.bytes_scanned === undefined ? '' : formatBytes(call.bytes_scanned)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
