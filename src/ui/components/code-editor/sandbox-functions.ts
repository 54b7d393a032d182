import type { LanguageId } from '../../../core/run.ts';

export type SandboxFunction = {
  name: string;
  /** What is put into the code; `$0` is where the caret then stands. */
  insert: string;
  signature: string;
  /** One or two sentences, as Markdown. */
  doc: string;
};

const shared = {
  query: 'Runs SQL on the selected connection. Numbers of type DECIMAL keep all their digits.',
  display: 'Shows any value: a list of records as a table, text as Markdown, the rest as JSON.',
  table: 'Shows a list of records as a table.',
  chart: 'Draws a Vega-Lite specification. Put the rows in `data.values`.',
  markdown: 'Shows Markdown.',
  progress: 'Tells how far the work is: done, total, and what is being done.',
  params: 'The inputs of this run, as the Parameters field gives them.',
} as const;

const python: SandboxFunction[] = [
  { name: 'query', insert: 'await query("""$0""")', signature: 'await query(sql) -> list[dict]', doc: shared.query },
  { name: 'display', insert: 'display($0)', signature: 'display(value, title=None)', doc: shared.display },
  { name: 'table', insert: 'table($0)', signature: 'table(rows, title=None)', doc: shared.table },
  { name: 'chart', insert: 'chart($0)', signature: 'chart(spec, title=None)', doc: shared.chart },
  { name: 'markdown', insert: 'markdown($0)', signature: 'markdown(text)', doc: shared.markdown },
  { name: 'progress', insert: 'progress($0)', signature: 'progress(done, total, text=None)', doc: shared.progress },
  { name: 'params', insert: 'params', signature: 'params: dict', doc: shared.params },
];

const javascript: SandboxFunction[] = [
  { name: 'query', insert: 'await query(`$0`)', signature: 'await query(sql): object[]', doc: shared.query },
  { name: 'display', insert: 'display($0)', signature: 'display(value, { title })', doc: shared.display },
  { name: 'table', insert: 'table($0)', signature: 'table(rows, { title })', doc: shared.table },
  { name: 'chart', insert: 'chart($0)', signature: 'chart(spec, { title })', doc: shared.chart },
  { name: 'markdown', insert: 'markdown($0)', signature: 'markdown(text)', doc: shared.markdown },
  { name: 'progress', insert: 'progress($0)', signature: 'progress(done, total, text)', doc: shared.progress },
  { name: 'params', insert: 'params', signature: 'params: object', doc: shared.params },
  {
    name: 'fs',
    insert: 'fs',
    signature: 'fs',
    doc: 'Files of the workspace, as in Node: `fs.writeFileSync("data/costs.csv", text)`.',
  },
  { name: 'path', insert: 'path', signature: 'path', doc: 'Paths, as in Node: `path.join("data", name)`.' },
];

/** What code finds in the sandbox without an import, in the habit of its language. SQL has none. */
export const sandboxFunctions: Record<LanguageId, readonly SandboxFunction[]> = { python, javascript, sql: [] };
