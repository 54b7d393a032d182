import { imageMediaTypes, type Display } from '../../../core/display.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import type { LanguageId, Run } from '../../../core/run.ts';
import { vetSpec } from '../chart/vet-spec.ts';
import { cellText } from '../data-grid/cell-text.ts';
import { countOf } from '../format-count.ts';
import { OutputBlocks, type OutputStream } from '../run-output/output-blocks.ts';
import { recordsOf } from '../run-output/records-of.ts';
import { visibleLines, visibleText } from '../visible-text.ts';
import { chartPng } from './chart-image.ts';
import { markdownHtml } from './markdown-html.ts';
import { computes, markdownText, paramsCode } from './notebook-values.ts';
import { PacedText } from './paced-text.ts';
import { runFactsText, type ExportedRun } from './run-facts-text.ts';
import { tableCaption, type OnPiece } from './run-report.ts';
import { tableHtml, type TableHtml } from './table-html.ts';
import { jsonPieces, textPieces } from './text-pieces.ts';

const MAX_ROWS = 1000;
const MAX_PLAIN = 20_000;

const kernels: Record<LanguageId, JsonObject> = {
  python: {
    kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
    language_info: { name: 'python', file_extension: '.py', mimetype: 'text/x-python' },
  },
  javascript: {
    kernelspec: { name: 'javascript', display_name: 'JavaScript (Node.js)', language: 'javascript' },
    language_info: { name: 'javascript', file_extension: '.js', mimetype: 'text/javascript' },
  },
  sql: {
    kernelspec: { name: 'sql', display_name: 'SQL', language: 'sql' },
    language_info: { name: 'sql', file_extension: '.sql', mimetype: 'application/sql' },
  },
};

/**
 * A run as a Jupyter notebook of format 4.5: its facts, its parameters, its code with all that it put out. Tables hold 1,000 rows at
 * most, and say so. HTML in it is made of escaped text only, charts with expressions are pictures. Rejects once `signal` is aborted.
 */
export async function runNotebook(
  exported: ExportedRun,
  onPiece: OnPiece = () => undefined,
  signal?: AbortSignal,
): Promise<Blob> {
  const { run } = exported;
  const out = new PacedText(signal);
  const total = run.displays.length + 2;
  let done = 0;
  let comma = '';
  const add = async (value: JsonObject) => {
    out.add(comma);
    comma = ',\n';
    for (const piece of jsonPieces(value, '    ')) {
      out.add(piece);
      await out.rest();
    }
  };
  const piece = () => onPiece((done += 1), total);
  out.add('{\n "nbformat": 4,\n "nbformat_minor": 5,\n');
  out.add(` "metadata": ${JSON.stringify(kernels[run.language])},\n "cells": [\n`);
  await add({ cell_type: 'markdown', id: 'facts', metadata: {}, source: factsMarkdown(exported) });
  if (Object.keys(run.params).length > 0)
    await add({ ...codeCell('params', paramsCode(run.language, run.params)), execution_count: null, outputs: [] });
  const { cell_type, id, metadata, source } = codeCell('code', run.code);
  out.add(`,\n${JSON.stringify({ cell_type, id, metadata, execution_count: 1, source }).slice(0, -1)}, "outputs": [\n`);
  comma = '';
  for (const display of run.displays) {
    await add(await displayOutput(out, display));
    piece();
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (run[stream] !== '') await add(await streamOutput(out, stream, run[stream]));
  piece();
  const result = await resultOutput(out, run);
  if (result !== undefined) await add(result);
  if (run.error !== null) await add(errorOutput(run.error));
  piece();
  out.add(']}\n ]\n}\n');
  return out.blob('application/x-ipynb+json');
}

function codeCell(id: string, code: string) {
  return { cell_type: 'code', id, metadata: {}, source: code };
}

function factsMarkdown(exported: ExportedRun): string {
  const facts = runFactsText(exported).map(([label, text]) => `- **${label}**: ${markdownText(text)}`);
  const files = exported.run.files.map(({ path }) => `- File written: ${markdownText(path)}`);
  return [`# ${markdownText(exported.title)}`, '', ...facts, ...files, '', 'Made by Sandbank, in UTC\\.'].join('\n');
}

function shown(data: JsonObject): JsonObject {
  return { output_type: 'display_data', metadata: {}, data };
}

async function displayOutput(out: PacedText, display: Display): Promise<JsonObject> {
  const title = display.title;
  switch (display.kind) {
    case 'table':
      return shown(await tableData(out, { ...display, caption: captionOf(title, tableCaption(display)) }));
    case 'chart':
      return shown(await chartData(title ?? 'Chart', display.spec));
    case 'image':
      return shown(imageData(title ?? 'Picture', display.media_type, display.data));
    case 'markdown':
      // As HTML of ours: a notebook would load the pictures that Markdown names.
      return shown({ 'text/html': markdownHtml(display.text), 'text/plain': visibleLines(display.text) });
    case 'json':
      return shown({ 'application/json': display.value, 'text/plain': plainJson(display.value) });
  }
}

function captionOf(title: string | undefined, size: string): string {
  return title === undefined ? size : `${title} (${size})`;
}

async function tableData(out: PacedText, { columns, rows, caption }: TableHtml): Promise<JsonObject> {
  const first = rows.slice(0, MAX_ROWS);
  const cut = first.length < rows.length ? `; the first ${countOf(first.length, 'row')} are in this notebook` : '';
  const lines = [columns.map(({ name }) => name), ...first.slice(0, 20).map((row) => row.map(cellText))];
  const plain = lines.map((cells) => visibleText(cells.join(' | '))).join('\n');
  const html: string[] = [];
  for (const piece of tableHtml({ columns, rows: first, caption: `${caption}${cut}` })) {
    html.push(piece);
    await out.rest();
  }
  return {
    'text/html': html,
    'text/plain': `${visibleText(caption)}\n${plain}${first.length > 20 ? '\n…' : ''}`,
  };
}

async function chartData(title: string, spec: Json): Promise<JsonObject> {
  const image = await chartPng(spec);
  const plain = { 'text/plain': `Chart: ${visibleText(title)}` };
  if (!image.ok)
    return {
      'text/plain': `The chart “${visibleText(title)}” could not be drawn: ${visibleText(image.problem)}`,
      'application/json': spec,
    };
  const data: JsonObject = { ...plain, 'image/png': image.light.slice(image.light.indexOf(',') + 1) };
  const vetted = vetSpec(spec);
  if (vetted.ok && !computes(vetted.spec))
    data['application/vnd.vegalite.v5+json'] = { ...vetted.spec, $schema: 'https://vega.github.io/schema/vega-lite/v5.json' };
  return data;
}

function imageData(title: string, mediaType: string, data: string): JsonObject {
  const plain = { 'text/plain': `Picture: ${visibleText(title)}` };
  const allowed = imageMediaTypes.some((each) => each === mediaType) && /^[A-Za-z0-9+/=]*$/u.test(data);
  return allowed ? { ...plain, [mediaType]: data } : plain;
}

function plainJson(value: Json): string {
  let text = '';
  for (const piece of jsonPieces(value)) {
    text += piece;
    if (text.length > MAX_PLAIN) return `${visibleLines(text.slice(0, MAX_PLAIN))}\n…`;
  }
  return visibleLines(text);
}

async function streamOutput(out: PacedText, name: OutputStream, text: string): Promise<JsonObject> {
  const blocks = new OutputBlocks();
  for (const piece of textPieces(text)) {
    blocks.push(name, piece);
    await out.rest();
  }
  return { output_type: 'stream', name, text: blocks.blocks.map((block) => block.text) };
}

async function resultOutput(out: PacedText, { result, language, displays }: Run): Promise<JsonObject | undefined> {
  // Rows of a query are shown as a table already.
  if (result === null || (language === 'sql' && displays.some(({ kind }) => kind === 'table'))) return undefined;
  const records = recordsOf(result);
  const caption = records && `Result (${countOf(records.rows.length, 'row')} × ${countOf(records.columns.length, 'column')})`;
  const data =
    records !== undefined && caption !== undefined
      ? await tableData(out, { ...records, caption })
      : typeof result === 'string'
        ? { 'text/plain': visibleLines(result) }
        : { 'application/json': result, 'text/plain': plainJson(result) };
  return { output_type: 'execute_result', execution_count: 1, metadata: {}, data };
}

function errorOutput({ type, message, traceback = message }: NonNullable<Run['error']>): JsonObject {
  const lines = visibleLines(traceback).split('\n');
  return { output_type: 'error', ename: visibleText(type), evalue: visibleLines(message), traceback: lines };
}
