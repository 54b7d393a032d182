import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { billedBytes } from '../../../core/aws/scan-cost.ts';
import type { CallRecord } from '../../../core/run.ts';
import { ScanPrice } from '../aws/scan-price.tsx';
import { formatBytes } from '../format-bytes.ts';
import { formatDuration } from '../format-time.ts';
import { visibleText } from '../visible-text.ts';

const looks = { succeeded: 'success', failed: 'error', refused: 'warning', cancelled: 'stopped' } as const;
const names = { succeeded: 'Succeeded', failed: 'Failed', refused: 'Refused', cancelled: 'Stopped' } as const;

/** What a run asked of the broker, and what of it Athena bills. */
export function CallsTab({ calls }: { calls: readonly CallRecord[] }) {
  const scans = calls.flatMap(({ bytes_scanned }) => (bytes_scanned === undefined ? [] : [bytes_scanned]));
  const scanned = scans.length > 0;
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
              <>
                <th scope="col" data-numeric>
                  Scanned
                </th>
                <th scope="col" data-numeric>
                  Costs about
                </th>
              </>
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
                <StatusIndicator type={looks[call.status]} wrapText={false}>
                  {names[call.status]}
                </StatusIndicator>
              </td>
              <td data-numeric>{formatDuration(call.duration_ms)}</td>
              {scanned && <ScanCells bytes={call.bytes_scanned} />}
            </tr>
          ))}
        </tbody>
        {scans.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={5}>
                In all
              </th>
              <td data-numeric>{formatBytes(sumOf(scans))}</td>
              <td data-numeric>
                <ScanPrice bytes={sumOf(scans.map(billedBytes))} />
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function ScanCells({ bytes }: { bytes: number | undefined }) {
  return (
    <>
      <td data-numeric>{bytes === undefined ? '' : formatBytes(bytes)}</td>
      <td data-numeric>{bytes === undefined ? '' : <ScanPrice bytes={bytes} />}</td>
    </>
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
