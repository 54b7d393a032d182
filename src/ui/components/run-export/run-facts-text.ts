import { billedBytes } from '../../../core/aws/scan-cost.ts';
import type { Run } from '../../../core/run.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatDuration, formatUtc } from '../format-time.ts';
import { languageNames } from '../language-name.ts';
import { statusName } from '../status-name.ts';

/** A run, what it is called, and its workflow's name where it is of one that is still there. */
export type ExportedRun = { run: Run; title: string; workflowName?: string };

/** What is known of a run besides what it gave, as label and text. Texts of the run are as they are, to be escaped. */
export function runFactsText({ run, workflowName }: ExportedRun): [label: string, text: string][] {
  const scans = run.calls.flatMap(({ bytes_scanned }) => (bytes_scanned === undefined ? [] : [bytes_scanned]));
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
  const version = run.workflow_version === undefined ? '' : `, version ${run.workflow_version}`;
  const facts: [string, string | undefined][] = [
    ['Status', statusName(run.status)],
    ['Started', formatUtc(run.started_at)],
    ['Duration', run.status === 'running' ? 'Still running when this was made' : formatDuration(run.duration_ms)],
    ['Workflow', run.workflow_id === undefined ? undefined : `${workflowName ?? 'Deleted workflow'}${version}`],
    ['Language', languageNames[run.language]],
    ['Runtime', run.runtime],
    ['Connection', run.connection],
    ['Peak memory', run.peak_memory_bytes === undefined ? undefined : formatBytes(run.peak_memory_bytes)],
    [
      'Scanned in Athena',
      scans.length === 0
        ? undefined
        : `${formatBytes(sum(scans))}, of which ${formatBytes(sum(scans.map(billedBytes)))} are billed`,
    ],
    ['Run', run.run_id],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as [string, string]]));
}
