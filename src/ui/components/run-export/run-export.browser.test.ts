import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Display } from '../../../core/display.ts';
import type { Run } from '../../../core/run.ts';
import { runNotebook } from './run-notebook.ts';
import { runReport } from './run-report.ts';

const HTML = '</title></pre></style><script>reportPwned=1</script><img src="/canary-report" onerror="reportPwned=1">';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function run(patch: Partial<Run>): Run {
  return {
    run_id: 'run_1',
    language: 'python',
    runtime: 'Python 3.13',
    connection: 'sample',
    code: "x = 'text'  # a comment",
    params: {},
    status: 'succeeded',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-20T00:00:00.000Z',
    duration_ms: 5,
    calls: [],
    ...patch,
  };
}

const costs: Display = {
  kind: 'table',
  title: 'Costs',
  columns: [
    { name: 'service', type: 'varchar' },
    { name: 'cost', type: 'decimal(38,10)' },
    { name: 'note', type: 'varchar' },
  ],
  rows: [
    ['EC2', '12345678901234567890.1000000000', null],
    ['S3', '-0.0000000001', 'a\nb\u202ec'],
  ],
  row_count: 7,
  truncated: true,
};

const bars = (label: string): Display => ({
  kind: 'chart',
  title: label,
  spec: {
    mark: 'bar',
    title: label,
    data: { values: [{ service: label, cost: 5 }] },
    encoding: { x: { field: 'service', title: label }, y: { field: 'cost', type: 'quantitative' } },
  },
});

/** Everything of a run, with hostile text wherever there is text. */
const hostile = run({
  title: HTML,
  workflow_id: 'wf_1',
  runtime: HTML,
  connection: HTML,
  code: HTML,
  params: { [HTML]: HTML },
  status: 'failed',
  stdout: HTML,
  stderr: `\u001b]8;;https://evil.example\u0007${HTML}`,
  output_truncated: true,
  result: [{ [HTML]: HTML }],
  displays: [
    {
      kind: 'table',
      title: HTML,
      columns: [{ name: HTML, type: `"${HTML}` }],
      rows: [[HTML], [{ [HTML]: HTML }]],
      row_count: 2,
      truncated: false,
    },
    bars(HTML),
    bars('<g></style><svg onload=reportPwned=1>]]>&lt;script&gt;'),
    { kind: 'chart', title: HTML, spec: { mark: 'image', encoding: { url: { value: '/canary-report' } } } },
    { kind: 'image', title: HTML, media_type: 'image/png', data: PIXEL },
    { kind: 'image', title: HTML, media_type: 'image/svg+xml', data: btoa(HTML) },
    { kind: 'image', title: HTML, media_type: `image/png"><script>`, data: `"${HTML}` },
    {
      kind: 'markdown',
      title: HTML,
      text: `${HTML}\n\n![a](/canary-report) [b](javascript:reportPwned=1) [c](https://evil.example/?secret) <https://evil.example/2>\n\n\`\`\`js\n${HTML}\n\`\`\`\n\n| ${HTML} |\n|--:|\n| x |`,
    },
    { kind: 'json', title: HTML, value: { [HTML]: [HTML] } },
  ],
  files: [{ path: HTML, bytes: 1, media_type: HTML }],
  error: { type: HTML, message: HTML, line: 1, traceback: `${HTML}\n${HTML}` },
  calls: [{ service: HTML, operation: HTML, status: 'failed', duration_ms: 1, bytes_scanned: 5 }],
});

/** Everything by which markup could act, load or lead somewhere. */
const ACTIVE =
  'script, iframe, frame, object, embed, form, input, button, link, base, a, area, svg, math, video, audio, template, [srcdoc], [style], [onload], [onerror], [id]';

let frame: HTMLIFrameElement | undefined;
afterEach(() => frame?.remove());

/** Whether a script of the document that was opened last has run. */
const acted = (): boolean => frame?.contentWindow !== null && 'reportPwned' in (frame?.contentWindow ?? {});

async function opened(blob: Blob): Promise<Document> {
  const box = document.createElement('iframe');
  frame = box;
  const loaded = new Promise((resolve) => box.addEventListener('load', resolve));
  box.srcdoc = await blob.text();
  document.body.append(box);
  await loaded;
  if (box.contentDocument === null) throw new Error('the report has no document');
  return box.contentDocument;
}

describe('a report', () => {
  it('holds all rows with all digits, code, output, result, params and facts', async () => {
    const report = await opened(
      await runReport({
        run: run({
          displays: [costs, bars('Bars'), { kind: 'markdown', text: '# Costs\n\n- [x] done\n\n[docs](https://docs.example/)' }],
          stdout: 'printed\n',
          result: { total: '1.10' },
          params: { month: '2026-10' },
          files: [{ path: 'data/a.csv', bytes: 2048, media_type: 'text/csv' }],
        }),
        title: 'Monthly',
      }),
    );
    expect(report.title).toBe('Monthly');
    const cells = [...report.querySelectorAll('tbody tr:first-child td')].map((cell) => [cell.textContent, cell.className]);
    expect(cells.slice(0, 3)).toEqual([
      ['EC2', ''],
      ['12345678901234567890.1000000000', 'number'],
      ['', 'null'],
    ]);
    expect(report.querySelector('caption')?.textContent).toContain('2 rows of 7');
    const text = report.body.textContent ?? '';
    for (const part of ['a\nb‹U+202E›c', 'printed', '"total": "1.10"', '"month": "2026-10"', 'data/a.csv', '2 KB', "x = 'text'"])
      expect(text).toContain(part);
    expect(text).toContain('2026-11-20 00:00:00 UTC');
    expect(text).toContain('docs (https://docs.example/)');
    expect(report.querySelector('.comment')?.textContent).toBe('# a comment');
    const chart = report.querySelector('img');
    expect(chart?.src).toMatch(/^data:image\/svg\+xml;base64,/u);
    await expect.poll(() => chart?.naturalWidth).toBeGreaterThan(300);
    expect(report.querySelector('source')?.media).toBe('(prefers-color-scheme: dark)');
  });

  it('would act if its texts were put into it as they are', async () => {
    const report = await opened(new Blob([`<title>${HTML}`]));
    expect(acted()).toBe(true);
    await expect
      .poll(() => [...report.querySelectorAll('img')].map((each) => each.getAttribute('src')))
      .toEqual(['/canary-report']);
  });

  it('does nothing, whatever the run has written', async () => {
    const report = await opened(await runReport({ run: hostile, title: HTML, workflowName: HTML }));
    expect(report.querySelector(ACTIVE)?.outerHTML).toBeUndefined();
    expect(report.title).toContain('<script>');
    expect(
      [...report.querySelectorAll('img, source')].map((each) =>
        (each.getAttribute('src') ?? each.getAttribute('srcset') ?? '').slice(0, 10),
      ),
    ).toEqual([...report.querySelectorAll('img, source')].map(() => 'data:image'));
    expect(report.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:/u,
    );
    expect(report.querySelectorAll('*')).not.toHaveLength(0);
    expect(
      [...report.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on')),
    ).toEqual([]);
    expect(acted()).toBe(false);
  });

  it('of a hundred thousand rows lets the page answer while it is made, and can be stopped', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => [at, `name ${at} <b>`, '1.10', 'x', 'y', 'z']);
    const columns = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, type: name === 'c' ? 'decimal(18,2)' : '' }));
    const large = run({ displays: [{ kind: 'table', columns, rows, row_count: rows.length, truncated: false }] });
    let turns = 0;
    const timer = setInterval(() => (turns += 1));
    const blob = await runReport({ run: large, title: 'Large' });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect((await blob.text()).match(/<tr>/gu)).toHaveLength(100_001);
    const stop = new AbortController();
    const stopped = runReport({ run: large, title: 'Large' }, undefined, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toThrow(/abort/iu);
  });
});

// The format 4.5 of notebooks, as its documentation describes it: https://nbformat.readthedocs.io/en/latest/format_description.html
const lines = z.union([z.string(), z.array(z.string())]);
const bundle = z
  .record(z.string().regex(/^[a-z]+\/[\w.+-]+$/u), z.unknown())
  .refine((data) => Object.entries(data).every(([type, value]) => /[/+]json$/u.test(type) || lines.safeParse(value).success));
const output = z.discriminatedUnion('output_type', [
  z.strictObject({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text: lines }),
  z.strictObject({ output_type: z.literal('display_data'), data: bundle, metadata: z.object({}) }),
  z.strictObject({
    output_type: z.literal('execute_result'),
    execution_count: z.int().nullable(),
    data: bundle,
    metadata: z.object({}),
  }),
  z.strictObject({ output_type: z.literal('error'), ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
]);
const cellBase = { id: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/u), metadata: z.object({}), source: lines };
const notebookSchema = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.literal(5),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), display_name: z.string() }),
    language_info: z.looseObject({ name: z.string() }),
  }),
  cells: z.array(
    z.discriminatedUnion('cell_type', [
      z.strictObject({ cell_type: z.literal('markdown'), ...cellBase }),
      z.strictObject({
        cell_type: z.literal('code'),
        ...cellBase,
        execution_count: z.int().nullable(),
        outputs: z.array(output),
      }),
    ]),
  ),
});

async function notebookOf(patch: Run, title = 'Monthly') {
  const notebook = notebookSchema.parse(JSON.parse(await (await runNotebook({ run: patch, title })).text()));
  const ids = notebook.cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const code = notebook.cells.at(-1);
  if (code?.cell_type !== 'code') throw new Error('the last cell is no code');
  return { notebook, code, text: (at: number) => JSON.stringify(code.outputs[at]) };
}

describe('a notebook', () => {
  it('is one of format 4.5 with facts, params, code and every kind of output', async () => {
    const { notebook, code, text } = await notebookOf(
      run({
        params: { month: '2026-10', deep: [true, null, { a: 1 }] },
        displays: [
          costs,
          bars('Bars'),
          { kind: 'image', media_type: 'image/png', data: PIXEL },
          { kind: 'json', value: { a: 1 } },
        ],
        stdout: 'out\n',
        stderr: 'err\n',
        result: 5,
        status: 'failed',
        error: { type: 'ValueError', message: 'no', traceback: 'Traceback\nValueError: no' },
      }),
    );
    expect(notebook.metadata.kernelspec.name).toBe('python3');
    expect(notebook.cells.map(({ cell_type }) => cell_type)).toEqual(['markdown', 'code', 'code']);
    expect(notebook.cells[1]?.source).toBe(
      'params = {\n    "month": "2026-10",\n    "deep": [\n        True,\n        None,\n        {\n            "a": 1,\n        },\n    ],\n}',
    );
    expect(code.source).toBe("x = 'text'  # a comment");
    expect(code.outputs.map(({ output_type }) => output_type)).toEqual(
      'display_data display_data display_data display_data stream stream execute_result error'.split(' '),
    );
    expect(text(0)).toContain('12345678901234567890.1000000000');
    expect(Object.keys((code.outputs[1] as { data: object }).data)).toEqual([
      'text/plain',
      'image/png',
      'application/vnd.vegalite.v5+json',
    ]);
  });

  it.each(['javascript', 'sql'] as const)('has a kernel for %s', async (language) => {
    const { notebook, code } = await notebookOf(run({ language, params: { a: 1 }, result: [{ a: 1 }], displays: [costs] }));
    expect(notebook.metadata.language_info.name).toBe(language);
    expect(code.outputs).toHaveLength(language === 'sql' ? 1 : 2);
  });

  it('holds nothing that would act in the program that opens it', async () => {
    const { notebook, code } = await notebookOf(hostile, HTML);
    const [facts] = notebook.cells;
    // Every sign of Markdown and HTML is escaped, so that none is left that is not.
    expect(String(facts?.source).replaceAll(/\\[!-/:-@[-`{-~]/gu, '')).not.toMatch(/[<>![\]()$`]/u);
    for (const each of code.outputs) {
      const html = 'data' in each ? each.data['text/html'] : undefined;
      if (html === undefined) continue;
      const report = await opened(new Blob([html as string | string[]].flat()));
      expect(report.querySelector(`${ACTIVE}, img`)?.outerHTML).toBeUndefined();
    }
    expect(JSON.stringify(code.outputs)).not.toContain('text/markdown');
    expect(acted()).toBe(false);
  });

  it('leaves a chart with expressions a picture', async () => {
    const chart = bars('Bars');
    const spec = { ...(chart as { spec: object }).spec, transform: [{ calculate: '1', as: 'x' }] } as never;
    const { code } = await notebookOf(run({ displays: [{ kind: 'chart', spec }] }));
    expect(Object.keys((code.outputs[0] as { data: object }).data)).toEqual(['text/plain', 'image/png']);
  });

  it('holds the first thousand rows of a long table, and says so', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => [at]);
    const long: Display = { kind: 'table', columns: [{ name: 'n', type: 'bigint' }], rows, row_count: 3000, truncated: false };
    const { text } = await notebookOf(run({ displays: [long] }));
    expect(text(0).match(/<tr>/gu)).toHaveLength(1001);
    expect(text(0)).toContain('the first 1,000 rows are in this notebook');
  });
});
