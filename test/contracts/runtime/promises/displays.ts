import { expect } from 'vitest';
import type { Display } from '../../../../src/core/display.ts';
import type { Contract } from '../contract.ts';
import type { Recorded } from '../../../harness/sandbox-runs.ts';
import { answerCosts } from '../fake-connection.ts';

const succeeded = { status: 'succeeded' } as const;

export const displayContracts = {
  displayTable: {
    title: 'table() shows rows, with the columns of all of them',
    outcome: succeeded,
    check: (recorded) =>
      expect(displays(recorded)).toMatchObject([
        {
          kind: 'table',
          title: 'Costs',
          columns: [{ name: 'service' }, { name: 'cost' }, { name: 'note' }],
          rows: [
            ['EC2', 1.5, null],
            ['S3', null, 'new'],
          ],
          row_count: 2,
          truncated: false,
        },
      ]),
  },
  displayLongTable: {
    title: 'a table of a hundred thousand rows arrives whole, in order, with its types',
    outcome: succeeded,
    check: (recorded) => {
      const [table] = displays(recorded);
      if (table?.kind !== 'table') throw new Error('no table was shown');
      const { rows, ...rest } = table;
      expect(rest).toEqual({
        kind: 'table',
        title: 'Long',
        columns: [
          { name: 'n', type: 'bigint' },
          { name: 'text', type: 'varchar' },
          { name: 'half', type: 'double' },
          { name: 'mixed', type: 'json' },
        ],
        row_count: 100_001,
        truncated: true,
      });
      expect(rows).toHaveLength(100_000);
      expect([0, 1, 1999, 2000, 99_999].map((at) => rows[at])).toEqual([
        [0, 'x0', 0, 'none'],
        [1, null, 0.5, [1]],
        [1999, null, 999.5, [1]],
        [2000, 'x2000', 1000, 'none'],
        [99_999, null, 49_999.5, [1]],
      ]);
      expect(rows.every(([n], at) => n === at)).toBe(true);
    },
  },
  displayAfterLongTable: {
    title: 'what follows a long table is its own',
    outcome: succeeded,
    check: (recorded) =>
      expect(displays(recorded).map((display) => (display.kind === 'table' ? display.rows.length : display.kind))).toEqual([
        2000,
        2001,
        'markdown',
        1,
      ]),
  },
  displayQuery: {
    title: 'rows of a query are shown as a table with their types',
    onRequest: answerCosts,
    outcome: succeeded,
    check: (recorded) =>
      expect(displays(recorded)).toMatchObject([
        {
          kind: 'table',
          columns: [
            { name: 'service', type: 'varchar' },
            { name: 'cost', type: 'decimal(18,2)' },
            { name: 'hours', type: 'bigint' },
            { name: 'day', type: 'date' },
            { name: 'share', type: 'double' },
          ],
          rows: [
            ['Amazon EC2', '1234567890123.45', 720, '2026-11-20', 0.5],
            ['Amazon S3 – Größe', '0.10', '9007199254740993', '2026-11-21', 0.25],
            [null, null, null, null, null],
          ],
          row_count: 3,
        },
      ]),
  },
  displayChart: {
    title: 'chart() shows a Vega-Lite specification',
    outcome: succeeded,
    check: (recorded) =>
      expect(displays(recorded)).toEqual([
        {
          kind: 'chart',
          title: 'By day',
          spec: { mark: 'bar', data: { values: [{ x: 1, y: 2 }] }, encoding: { x: { field: 'x' }, y: { field: 'y' } } },
        },
      ]),
  },
  displayMarkdown: {
    title: 'markdown() shows Markdown',
    outcome: succeeded,
    check: (recorded) => expect(displays(recorded)).toEqual([{ kind: 'markdown', text: '# Ä *b*' }]),
  },
  displayJson: {
    title: 'display() shows any other value as JSON',
    outcome: succeeded,
    check: (recorded) =>
      expect(displays(recorded)).toEqual([
        { kind: 'json', title: 'Totals', value: { total: 3, parts: [1, 2] } },
        { kind: 'json', value: 'text' },
        { kind: 'json', value: null },
      ]),
  },
  progress: {
    title: 'progress() arrives as it goes',
    outcome: succeeded,
    check: ({ events }) =>
      expect(events.filter((event) => event.type === 'progress').at(-1)).toEqual({
        type: 'progress',
        done: 3,
        total: 3,
        text: 'done',
      }),
  },
  tooManyDisplays: {
    title: 'too many displays end the run and name the limit',
    limits: { displays: 3 },
    outcome: { status: 'limit_exceeded' },
    check: (recorded) => {
      expect(displays(recorded)).toHaveLength(3);
      expect(recorded.outcome.error?.message).toContain('3 displays');
    },
  },
  tooLargeDisplays: {
    title: 'displays that take too much end the run and name the limit',
    limits: { display_bytes: 100 * 1024 },
    outcome: { status: 'limit_exceeded' },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('100 KB'),
  },
} satisfies Record<string, Contract>;

function displays({ events }: Recorded): Display[] {
  return events.flatMap((event) => (event.type === 'display' ? [event.display] : []));
}
