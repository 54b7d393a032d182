import type { JsonObject } from '../../../core/json.ts';
import type { Run, RunEvent } from '../../../core/run.ts';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { formatDuration } from '../../components/format-time.ts';
import { notices, type Notice } from '../../components/notices/notice-store.ts';
import { statusName } from '../../components/status-name.ts';

let started = 0;

/** What a run gave, in a line: "2.3 s, 2 tables, 1 chart, 1 file". */
export function outcomeText(run: Run): string {
  const count = (kind: string) => run.displays.filter((display) => display.kind === kind).length;
  const parts = [formatDuration(run.duration_ms)];
  const tables = count('table');
  const charts = count('chart') + count('image');
  if (tables > 0) parts.push(countOf(tables, 'table'));
  if (charts > 0) parts.push(countOf(charts, 'chart'));
  if (run.files.length > 0) parts.push(countOf(run.files.length, 'file'));
  return parts.join(', ');
}

function progressOf(event: RunEvent): Pick<Notice, 'text' | 'progress'> | undefined {
  if (event.type !== 'progress') return undefined;
  const { source, done, total, text } = event;
  const share = total > 0 ? { progress: Math.min(1, done / total) } : {};
  if (source === 'code') return { text: text ?? `${done} of ${total}`, ...share };
  const bytes = total > 0 ? ` ${formatBytes(done)} of ${formatBytes(total)}` : '';
  return { text: `${text ?? 'Loading'}${bytes}`, ...share };
}

function endNotice(id: string, name: string, run: Run): Notice {
  const link = { label: 'Open the run', href: `#/runs/${encodeURIComponent(run.run_id)}` };
  if (run.status === 'succeeded')
    return { id, type: 'success', header: `“${name}” succeeded`, text: `${outcomeText(run)}.`, link };
  const type = run.status === 'cancelled' ? 'info' : 'error';
  const why = run.error === null ? '' : `${run.error.type}: ${run.error.message.split('\n', 1)[0]}`;
  return { id, type, header: `“${name}”: ${statusName(run.status).toLowerCase()}`, text: why, link };
}

/** Runs a workflow's newest version and tells of it in a notice: that it goes on (with Stop), and how it ended (with a link to it). */
export async function runWorkflow(services: AppServices, workflow: WorkflowSummary, params: JsonObject): Promise<void> {
  const stop = new AbortController();
  const id = `run-${++started}`;
  const going: Notice = {
    id,
    type: 'in-progress',
    header: `“${workflow.name}” is running`,
    action: { label: 'Stop', run: () => stop.abort() },
  };
  notices.put(going);
  const onEvent = (event: RunEvent) => {
    const progress = progressOf(event);
    if (progress !== undefined) notices.put({ ...going, ...progress });
  };
  try {
    const input = { id: workflow.id, execute: true, params };
    const { run } = await services.callTool('load_workflow', input, { signal: stop.signal, onEvent });
    if (run === undefined) throw new Error('The workflow was loaded, but not run.');
    notices.put(endNotice(id, workflow.name, run));
  } catch (error) {
    notices.put({ id, type: 'error', header: `“${workflow.name}” could not be run`, text: errorMessage(error) });
  }
}
