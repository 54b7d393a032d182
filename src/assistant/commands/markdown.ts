import type { Cell } from '../../core/json.ts';

const LONGEST_CELL = 80;

/** Text as Markdown that shows exactly it: nothing in it becomes a link, a heading or an emphasis. */
export function plain(text: string): string {
  return text
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&]/gu, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replace(/\bwww\./giu, String.raw`www\.`)
    .replace(/^(\d+)\. /u, String.raw`$1\. `)
    .replace(/^([-=])/u, String.raw`\$1`);
}

/** As `plain`, and cut where it is long. */
export function short(text: string, longest: number = LONGEST_CELL): string {
  // What is looked at is bounded, however long the text.
  const head = text.slice(0, longest + 1).toWellFormed();
  return plain(head.length > longest ? `${head.slice(0, longest).toWellFormed()}…` : head);
}

/** Code in a line: shown as it stands. */
export function code(text: string): string {
  const oneLine = text.slice(0, 300).toWellFormed().replace(/\s+/gu, ' ');
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${oneLine}${fence}` : `${fence} ${oneLine} ${fence}`;
}

/** A block of text that is shown as it stands. */
export function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** A link to a run, the one place of the app that an answer may lead to. `text` is shown as it stands. */
export function runLink(text: string, runId: string): string {
  return `[${short(text)}](#/runs/${encodeURIComponent(runId)})`;
}

/** A table whose cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A value as a cell shows it. */
export function cellText(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return short(value);
  return short(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** "1 file", "12,345 rows". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A size: "12 bytes", "1.5 KB"; 1 KB is 1,024 bytes. */
export function size(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1).replace(/\.0$/u, '')} ${['bytes', 'KB', 'MB', 'GB', 'TB'][power] ?? ''}`;
}

/** A time to the minute, in UTC. */
export function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
