import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import { billedBytes } from '../../../core/aws/scan-cost.ts';
import type { Run } from '../../../core/run.ts';
import { ScanPrice } from '../../components/aws/scan-price.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatDuration, formatUtc } from '../../components/format-time.ts';
import { languageNames } from '../../components/language-name.ts';
import { RunState } from '../../components/run-state.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { workbenchHref } from './run-routes.ts';

function workflowItem({ workflow_id: id, workflow_version: version }: Run, name: string | undefined): KeyValuePairsProps.Item[] {
  if (id === undefined) return [];
  const shown = `${name === undefined ? 'Deleted workflow' : visibleText(name)}${version === undefined ? '' : `, version ${version}`}`;
  const href = workbenchHref({ workflow: id, ...(version === undefined ? {} : { version: String(version) }) });
  return [{ label: 'Workflow', value: name === undefined ? shown : <Link href={href}>{shown}</Link> }];
}

function scannedItem({ calls }: Run): KeyValuePairsProps.Item[] {
  const scans = calls.flatMap(({ bytes_scanned }) => (bytes_scanned === undefined ? [] : [bytes_scanned]));
  if (scans.length === 0) return [];
  const billed = scans.reduce((sum, bytes) => sum + billedBytes(bytes), 0);
  return [
    {
      label: 'Scanned in Athena',
      value: (
        <>
          {formatBytes(scans.reduce((sum, bytes) => sum + bytes, 0))}, about <ScanPrice bytes={billed} />
        </>
      ),
    },
  ];
}

/** What is known of a run besides what it gave. */
export function RunFacts({ run, workflowName }: { run: Run; workflowName: string | undefined }) {
  const items: KeyValuePairsProps.Item[] = [
    { label: 'Status', value: <RunState status={run.status} /> },
    { label: 'Started', value: formatUtc(run.started_at) },
    { label: 'Duration', value: run.status === 'running' ? 'Still running' : formatDuration(run.duration_ms) },
    ...workflowItem(run, workflowName),
    { label: 'Language', value: languageNames[run.language] },
    { label: 'Runtime', value: run.runtime },
    { label: 'Connection', value: run.connection },
  ];
  if (run.time_to_first_output_ms !== undefined)
    items.push({ label: 'First output after', value: formatDuration(run.time_to_first_output_ms) });
  if (run.peak_memory_bytes !== undefined) items.push({ label: 'Peak memory', value: formatBytes(run.peak_memory_bytes) });
  items.push(...scannedItem(run));
  return <KeyValuePairs columns={4} items={items} />;
}
