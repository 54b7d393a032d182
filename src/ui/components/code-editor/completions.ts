import type { TableInfo } from '../../../core/dataset.ts';
import type { LanguageId } from '../../../core/run.ts';
import { formatCount } from '../format-count.ts';
import { athenaFunctions } from './athena-functions.ts';
import { offeredWords } from './athena-words.ts';
import { sandboxFunctions } from './sandbox-functions.ts';

export type Completion = {
  label: string;
  kind: 'function' | 'value' | 'table' | 'column' | 'keyword';
  /** May hold a `$0` for the caret where `kind` is "function". */
  insert: string;
  detail: string;
  doc?: string;
};

const athena: Completion[] = [
  ...offeredWords.map<Completion>((word) => ({ label: word, kind: 'keyword', insert: word, detail: 'SQL' })),
  ...athenaFunctions.map<Completion>(({ name, signature, doc }) => ({
    label: name,
    kind: 'function',
    insert: signature.endsWith('()') ? `${name}()` : `${name}($0)`,
    detail: signature,
    doc,
  })),
];

/**
 * What can be written at the caret. `before` is the code up to it. SQL gets tables, columns, functions and words; the other languages get the
 * sandbox's functions, and tables and columns inside of a text. After `table.` only that table's columns are named.
 */
export function completionsFor(language: LanguageId, before: string, tables: readonly TableInfo[]): Completion[] {
  const owner = /(\w+)\.\w*$/u.exec(before)?.[1];
  const owned = owner === undefined ? undefined : tables.find((table) => table.name === owner);
  if (owned !== undefined) return columnsOf([owned]);
  if (language === 'sql') return [...tablesOf(tables), ...columnsOf(tables), ...athena];
  if (inText(language, before)) return [...tablesOf(tables), ...columnsOf(tables)];
  if (owner !== undefined) return [];
  return sandboxFunctions[language].map((each) => ({
    label: each.name,
    kind: each.insert === each.name ? 'value' : 'function',
    insert: each.insert,
    detail: each.signature,
    doc: each.doc,
  }));
}

function tablesOf(tables: readonly TableInfo[]): Completion[] {
  return tables.map(({ name, kind, rows }) => ({
    label: name,
    kind: 'table',
    insert: name,
    detail: [kind ?? 'table', rows === undefined ? '' : `${formatCount(rows)} rows`].filter((part) => part !== '').join(', '),
  }));
}

function columnsOf(tables: readonly TableInfo[]): Completion[] {
  const columns = new Map<string, Completion>();
  for (const table of tables) {
    for (const { name, type } of table.columns) {
      const before = columns.get(name);
      columns.set(name, {
        label: name,
        kind: 'column',
        insert: /^[a-z_]\w*$/iu.test(name) ? name : `"${name.replaceAll('"', '""')}"`,
        detail: before === undefined ? `${type} · ${table.name}` : `${before.detail}, ${table.name}`,
      });
    }
  }
  return [...columns.values()];
}

/** Whether the caret stands inside of a text literal: good enough for SQL in Python's `"""` and JavaScript's backticks. */
function inText(language: LanguageId, before: string): boolean {
  const long = language === 'python' ? /"""|'''/gu : /`/gu;
  if ((before.match(long) ?? []).length % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1).replaceAll(/"""|'''|`/gu, '');
  return ['"', "'"].some((quote) => (line.split(quote).length - 1) % 2 === 1);
}
