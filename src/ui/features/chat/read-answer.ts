import type { QueryResult } from '../../../core/dataset.ts';
import type { Cell, Column, Json } from '../../../core/json.ts';

/** A tool's answer as a card shows it, from the text that the model was given of it. */
export type ReadAnswer =
  | { kind: 'json'; value: Json }
  | { kind: 'table'; columns: Column[]; rows: Cell[][]; row_count: number; more: boolean; rest: string }
  | { kind: 'text'; text: string };

/** Reads JSON and the first rows of a query; all else is text, as it stands. Text that was cut is no JSON, and stays text. */
export function readAnswer(output: string): ReadAnswer {
  const text = withoutMarks(output);
  if (/^[[{]/u.test(text)) {
    const value = parsed(text);
    if (value !== undefined) return { kind: 'json', value };
  }
  return tableOf(text) ?? { kind: 'text', text };
}

/** Why a tool refused a call, without what stands around it for the model alone. */
export function readRefusal(output: string): string {
  return withoutMarks(output).replace(/^error: /u, '');
}

function withoutMarks(output: string): string {
  return /^<untrusted_data[^>]*>\n(.*)\n<\/untrusted_data>/su.exec(output)?.[1] ?? output;
}

function tableOf(text: string): ReadAnswer | undefined {
  const lines = text.split('\n');
  const names = lines.find((line) => line.startsWith('columns: '))?.slice('columns: '.length);
  if (names === undefined) return undefined;
  const columns = splitOutside(names)
    .filter((name) => !name.startsWith('… '))
    .map(columnOf);
  const rows: Cell[][] = [];
  const rest: string[] = [];
  let row_count = 0;
  for (const line of lines) {
    const count = /^row_count: (\d+)$/u.exec(line)?.[1];
    if (count !== undefined) row_count = Number(count);
    else if (line.startsWith('[')) {
      const row = parsed(line);
      // Conversations of earlier versions have no quotes around names with commas or spaces.
      if (!Array.isArray(row) || row.length !== columns.length) return undefined;
      rows.push(row);
    } else if (!line.startsWith('columns: ') && !line.startsWith('… ')) rest.push(line);
  }
  const more = row_count > rows.length;
  return { kind: 'table', columns, rows, row_count: Math.max(row_count, rows.length), more, rest: rest.join('\n') };
}

/** All rows of a query. */
export function tableOfQuery({ columns, rows, row_count, truncated, connection, notes = [] }: QueryResult): ReadAnswer {
  const rest = [`connection: ${connection}`, ...notes.map((note) => `note: ${note}`)].join('\n');
  return { kind: 'table', columns, rows, row_count, more: truncated, rest };
}

function columnOf(text: string): Column {
  const quoted = /^"((?:[^"]|"")*)" (.*)$/su.exec(text);
  if (quoted !== null) return { name: (quoted[1] ?? '').replaceAll('""', '"'), type: quoted[2] ?? '' };
  return { name: text.split(' ', 1)[0] ?? text, type: text.split(' ').slice(1).join(' ') };
}

/** The parts between commas that stand in no parentheses and no quotes: types have commas of their own, and names may. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '');
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
