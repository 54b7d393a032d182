import type { Display } from '../../../core/display.ts';
import type { Run } from '../../../core/run.ts';
import { formatBytes } from '../format-bytes.ts';
import { countOf, formatCount } from '../format-count.ts';
import { formatDuration, formatUtc } from '../format-time.ts';
import { imageMediaTypes } from '../../../core/display.ts';
import { OutputBlocks, type OutputStream } from '../run-output/output-blocks.ts';
import { recordsOf } from '../run-output/records-of.ts';
import { statusName } from '../status-name.ts';
import { chartImage } from './chart-image.ts';
import { codeHtml } from './code-html.ts';
import { escapeHtml, shownHtml } from './escape-html.ts';
import { markdownHtml } from './markdown-html.ts';
import { PacedText } from './paced-text.ts';
import style from './report.css?raw';
import { runFactsText, type ExportedRun } from './run-facts-text.ts';
import { tableHtml, type TableHtml } from './table-html.ts';
import { jsonPieces, textPieces } from './text-pieces.ts';

// Nothing runs, nothing is loaded, nothing is sent, whatever a run has written.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** `done` of `total` pieces of the run are in the report. */
export type OnPiece = (done: number, total: number) => void;

/**
 * A run as one HTML file that stands for itself and does nothing: no script, no address that it would load or lead to. Every text of
 * the run is escaped, and shows what cannot be seen in it. Rejects once `signal` is aborted.
 */
export async function runReport(exported: ExportedRun, onPiece: OnPiece = () => undefined, signal?: AbortSignal): Promise<Blob> {
  const { run, title } = exported;
  const out = new PacedText(signal);
  const total = run.displays.length + 3;
  let done = 0;
  const piece = async () => {
    onPiece((done += 1), total);
    await out.rest();
  };
  out.add(headHtml(exported));
  if (run.error !== null) out.add(errorHtml(run.error));
  if (run.displays.length > 0) out.add('<h2>Shown</h2>\n');
  for (const [index, display] of run.displays.entries()) {
    await addDisplay(out, display, index);
    await piece();
  }
  await addPrinted(out, run);
  await piece();
  await addResult(out, run);
  await piece();
  out.add(filesHtml(run));
  out.add(callsHtml(run));
  await addParams(out, run);
  out.add(`<h2>Code</h2>\n<pre class="numbered">${codeHtml(run.code, run.language, run.error?.line)}</pre>\n`);
  await piece();
  const made = formatUtc(new Date().toISOString());
  out.add(
    `<footer>“${shownHtml(title)}”, made by Sandbank on ${escapeHtml(made)}. This file runs nothing and loads nothing.</footer>\n`,
  );
  out.add('</body>\n</html>\n');
  return out.blob('text/html;charset=utf-8');
}

function headHtml(exported: ExportedRun): string {
  const { run, title } = exported;
  const mood = run.status === 'succeeded' ? 'good' : run.status === 'cancelled' || run.status === 'running' ? '' : 'bad';
  const facts = runFactsText(exported).map(
    ([label, text]) => `<div><dt>${escapeHtml(label)}</dt><dd>${shownHtml(text)}</dd></div>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shownHtml(title)}</title>
<style>
${style}</style>
</head>
<body>
<h1>${shownHtml(title)}</h1>
<p class="status ${mood}">${escapeHtml(statusName(run.status))}</p>
<dl>${facts.join('')}</dl>
`;
}

function errorHtml({ type, message, line, traceback }: NonNullable<Run['error']>): string {
  const where = line === undefined ? '' : `, line ${formatCount(line)}`;
  const more = traceback === undefined || traceback.trim() === message.trim() ? '' : `<pre>${shownHtml(traceback)}</pre>`;
  return `<h2>Error</h2>\n<div class="failure"><strong>${shownHtml(type)}${where}</strong><pre>${shownHtml(message)}</pre>${more}</div>\n`;
}

async function addDisplay(out: PacedText, display: Display, index: number): Promise<void> {
  const title = display.title ?? (display.kind === 'table' ? `Table ${index + 1}` : undefined);
  if (title !== undefined) out.add(`<h3>${shownHtml(title)}</h3>\n`);
  switch (display.kind) {
    case 'table':
      return await addTable(out, { ...display, caption: tableCaption(display) });
    case 'chart':
      return await addChart(out, display);
    case 'image':
      out.add(imageHtml(display));
      return;
    case 'markdown':
      out.add(`<div class="markdown">${markdownHtml(display.text)}</div>\n`);
      return;
    case 'json':
      return await addJson(out, display.value);
  }
}

/** "100 of 1,234 rows × 3 columns". */
export function tableCaption({ rows, columns, row_count, truncated }: Display & { kind: 'table' }): string {
  const cut = truncated || rows.length < row_count;
  const all = cut ? ` of ${row_count > rows.length ? formatCount(row_count) : 'more'}; the others are not kept with the run` : '';
  return `${countOf(rows.length, 'row')}${all} × ${countOf(columns.length, 'column')}`;
}

async function addTable(out: PacedText, table: TableHtml): Promise<void> {
  // To be scrolled with the keyboard, too.
  out.add(`<div class="scroll" role="group" aria-label="${shownHtml(table.caption)}" tabindex="0">`);
  for (const piece of tableHtml(table)) {
    out.add(piece);
    await out.rest();
  }
  out.add('</div>\n');
}

async function addChart(out: PacedText, { title = 'Chart', spec }: Display & { kind: 'chart' }): Promise<void> {
  const image = await chartImage(spec);
  await out.rest();
  if (!image.ok) {
    out.add(`<p class="note">This chart could not be drawn: ${shownHtml(image.problem)}</p>\n`);
    return await addJson(out, spec);
  }
  const dark = image.dark === undefined ? '' : `<source media="(prefers-color-scheme: dark)" srcset="${image.dark}">`;
  out.add(`<picture>${dark}<img alt="${shownHtml(title)}" src="${image.light}"></picture>\n`);
}

function imageHtml({ title = 'Picture', media_type, data }: Display & { kind: 'image' }): string {
  const shown = imageMediaTypes.some((each) => each === media_type) && /^[A-Za-z0-9+/=]*$/u.test(data);
  if (!shown) return `<p class="note">A picture of the kind ${shownHtml(media_type)} is not shown.</p>\n`;
  return `<img alt="${shownHtml(title)}" src="data:${media_type};base64,${data}">\n`;
}

async function addJson(out: PacedText, value: Parameters<typeof jsonPieces>[0]): Promise<void> {
  out.add('<pre>');
  for (const piece of jsonPieces(value)) {
    out.add(shownHtml(piece));
    await out.rest();
  }
  out.add('</pre>\n');
}

async function addPrinted(out: PacedText, run: Run): Promise<void> {
  if (run.stdout === '' && run.stderr === '') return;
  out.add('<h2>Printed</h2>\n');
  for (const stream of ['stdout', 'stderr'] as const) await addStream(out, stream, run[stream]);
  if (run.output_truncated) out.add('<p class="note">The run printed more than is kept.</p>\n');
}

async function addStream(out: PacedText, stream: OutputStream, text: string): Promise<void> {
  if (text === '') return;
  const blocks = new OutputBlocks();
  for (const piece of textPieces(text)) {
    blocks.push(stream, piece);
    await out.rest();
  }
  out.add(`<pre class="${stream}" aria-label="${stream}">`);
  for (const block of blocks.blocks) {
    out.add(escapeHtml(block.text));
    await out.rest();
  }
  out.add('</pre>\n');
}

async function addResult(out: PacedText, { language, displays, result }: Run): Promise<void> {
  // Rows of a query are shown as a table already.
  if (result === null || (language === 'sql' && displays.some(({ kind }) => kind === 'table'))) return;
  out.add('<h2>Result</h2>\n');
  const records = recordsOf(result);
  if (records !== undefined) {
    const caption = `${countOf(records.rows.length, 'row')} × ${countOf(records.columns.length, 'column')}`;
    return await addTable(out, { ...records, caption });
  }
  if (typeof result === 'string') out.add(`<pre>${shownHtml(result)}</pre>\n`);
  else await addJson(out, result);
}

async function addParams(out: PacedText, { params }: Run): Promise<void> {
  if (Object.keys(params).length === 0) return;
  out.add('<h2>Parameters</h2>\n');
  await addJson(out, params);
}

function filesHtml({ files }: Run): string {
  if (files.length === 0) return '';
  const rows = files.map(
    ({ path, bytes, media_type }) =>
      `<tr><td>${shownHtml(path)}</td><td>${shownHtml(media_type)}</td><td class="number">${escapeHtml(formatBytes(bytes))}</td></tr>`,
  );
  return `<h2>Files</h2>
<div class="scroll"><table><caption>Written by the run; their content is not in this report</caption><thead><tr><th>Path</th><th>Kind</th><th class="number">Size</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>\n`;
}

function callsHtml({ calls }: Run): string {
  if (calls.length === 0) return '';
  const rows = calls.map(({ service, operation, status, duration_ms, bytes_scanned }) => {
    const scanned = bytes_scanned === undefined ? '' : formatBytes(bytes_scanned);
    const cells = [service, operation, status].map((text) => `<td>${shownHtml(text)}</td>`).join('');
    return `<tr>${cells}<td class="number">${escapeHtml(formatDuration(duration_ms))}</td><td class="number">${escapeHtml(scanned)}</td></tr>`;
  });
  return `<h2>Calls</h2>
<div class="scroll"><table><thead><tr><th>Service</th><th>Operation</th><th>Status</th><th class="number">Duration</th><th class="number">Scanned</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>\n`;
}
