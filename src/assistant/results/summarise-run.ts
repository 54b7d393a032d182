import type { Display } from '../../core/display.ts';
import type { Run } from '../../core/run.ts';
import { cutText } from './cut-text.ts';
import { previewRows } from './preview-rows.ts';

const MAX_OUTPUT = 5000;
const MAX_RESULT_TEXT = 4000;
const MAX_TRACEBACK = 2500;
const MAX_DISPLAYS = 8;

/** What a model needs of a run, in some thousand characters; the whole stays in the log under its `run_id`. */
export function summariseRun(run: Run): string {
  return [
    `run_id: ${run.run_id}`,
    `status: ${run.status}`,
    `language: ${run.language}, connection: ${run.connection}, duration_ms: ${Math.round(run.duration_ms)}`,
    ...errorLines(run),
    ...section('stdout', run.stdout, MAX_OUTPUT),
    ...section('stderr', run.stderr, MAX_OUTPUT),
    ...(run.output_truncated ? ['note: what was printed was longer than is kept, and is cut'] : []),
    ...resultLines(run),
    ...run.displays.slice(0, MAX_DISPLAYS).map(displayLines),
    ...(run.displays.length > MAX_DISPLAYS ? [`… ${run.displays.length - MAX_DISPLAYS} more displays`] : []),
    ...run.files.map(({ path, bytes }) => `file: ${path} (${bytes} bytes)`),
    ...run.calls
      .filter(({ status }) => status !== 'succeeded')
      .map((call) => `call: ${call.service} ${call.operation} ${call.status}`),
  ].join('\n');
}

function errorLines({ error }: Run): string[] {
  if (error === null) return [];
  const where =
    error.line === undefined ? '' : ` (line ${error.line}${error.position === undefined ? '' : `, column ${error.position}`})`;
  return [
    `error: ${error.type}${where}: ${cutText(error.message, MAX_OUTPUT)}`,
    ...section('traceback', error.traceback ?? '', MAX_TRACEBACK),
  ];
}

function section(name: string, text: string, most: number): string[] {
  return text === '' ? [] : [`${name}:\n${cutText(text, most)}`];
}

function resultLines({ result, displays, language }: Run): string[] {
  if (result === null) return [];
  // The rows of a query are its table already.
  if (language === 'sql' && displays.some(({ kind }) => kind === 'table')) return [];
  return [`result: ${cutText(JSON.stringify(result), MAX_RESULT_TEXT)}`];
}

function displayLines(display: Display): string {
  const title = display.title === undefined ? '' : ` "${display.title}"`;
  switch (display.kind) {
    case 'table':
      return `table${title}:\n${previewRows(display.columns, display.rows, display.row_count)}`;
    case 'markdown':
      return `markdown${title}:\n${cutText(display.text, 2000)}`;
    case 'json':
      return `json${title}: ${cutText(JSON.stringify(display.value), 2000)}`;
    case 'chart':
      return `chart${title}: shown to the person`;
    case 'image':
      return `image${title}: ${display.media_type}, shown to the person`;
  }
}
