import type { Cell, Column, Json } from '../../../core/json.ts';

/** A tool's answer as a card shows it, from the text that the model was given of it. */
export type ReadAnswer =
  | { kind: 'json'; value: Json }
  | { kind: 'table'; columns: Column[]; rows: Cell[][]; row_count: number; rest: string }
  | { kind: 'text'; text: string };

/** Reads JSON and the first rows of a query; all else is text, as it stands. Text that was cut is no JSON, and stays text. */
export function readAnswer(output: string): ReadAnswer {
  const text = /^<untrusted_data[^>]*>\n(.*)\n<\/untrusted_data>/su.exec(output)?.[1] ?? output;
  if (/^[[{]/u.test(text)) {
    const value = parsed(text);
    if (value !== undefined) return { kind: 'json', value };
  }
  return tableOf(text) ?? { kind: 'text', text };
}

function tableOf(text: string): ReadAnswer | undefined {
  const lines = text.split('\n');
  const names = lines.find((line) => line.startsWith('columns: '))?.slice('columns: '.length);
  if (names === undefined) return undefined;
  const columns = splitOutside(names)
    .filter((name) => !name.startsWith('… '))
    .map((each) => ({ name: each.split(' ', 1)[0] ?? each, type: each.split(' ').slice(1).join(' ') }));
  const rows: Cell[][] = [];
  const rest: string[] = [];
  let row_count = 0;
  for (const line of lines) {
    const count = /^row_count: (\d+)$/u.exec(line)?.[1];
    if (count !== undefined) row_count = Number(count);
    else if (line.startsWith('[')) {
      const row = parsed(line);
      // Names with commas or spaces in them are not told apart here.
      if (!Array.isArray(row) || row.length !== columns.length) return undefined;
      rows.push(row);
    } else if (!line.startsWith('columns: ') && !line.startsWith('… ')) rest.push(line);
  }
  return { kind: 'table', columns, rows, row_count: Math.max(row_count, rows.length), rest: rest.join('\n') };
}

/** The parts between commas that stand in no parentheses: types have commas of their own. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(') depth += 1;
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
