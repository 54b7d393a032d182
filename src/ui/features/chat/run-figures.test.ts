import { describe, expect, it } from 'vitest';
import type { MessagePart } from '../../../core/conversation.ts';
import { figureParts, runFigures } from './run-figures.ts';

const figuresIn = (text: string): string[] => figureParts(text).flatMap((part) => (part.figure ? [part.text] : []));

function ran(run_id: string, output: string): MessagePart {
  return { kind: 'tool_call', call_id: run_id, tool: 'execute_code', input: {}, state: 'done', run_id, output };
}

describe('figures of a text', () => {
  it.each([
    ['It is 1175.', ['1175']],
    ['**$1,234.50** (12.3 %), -400.25, €999', ['1,234.50', '12.3', '-400.25', '999']],
    ['25 × 47, 15 % of 12', []],
    ['on 2026-11-20 at 14:07:09, 2026-11, version 1.2.345, 10.0.0.255', []],
    ['run_0mx2345, m5.2xlarge, i-0123456, a/123, #4567, 1,23,456', []],
    ['cost 100–200 USD and 123.', ['100', '123']],
    ['0.00, 0.05, 0.125', ['0.125']],
  ])('%s', (text, expected) => {
    expect(figuresIn(text)).toEqual(expected);
    expect(
      figureParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('the run that a figure comes from', () => {
  const figures = runFigures([
    ran('run_1', 'run_id: run_1\nstatus: succeeded\nlanguage: python, connection: sample, duration_ms: 385\nresult: 1175'),
    ran(
      'run_2',
      'table:\ncolumns: service varchar, cost decimal(38,10)\nrow_count: 310269\n["AmazonEC2","303997.7531468800"]\n["b",-12.345]',
    ),
    ran('run_3', 'stdout:\ntotal 427.05, was 999.995 and 1,175.50'),
  ]);

  it.each([
    ['1175', 'run_1'],
    ['1,175', 'run_1'],
    ['1,175.00', 'run_1'],
    ['1175.5', 'run_3'],
    ['303,997.75', 'run_2'],
    ['303,998', 'run_2'],
    ['303997.753146880', 'run_2'],
    ['-12.35', 'run_2'],
    ['427.05', 'run_3'],
    ['1,000.00', 'run_3'],
    ['303,997.76', undefined],
    ['303,997', undefined],
    ['12.345', undefined],
    ['385', undefined],
    ['310269', undefined],
  ])('%s: %s', (figure, run) => {
    expect(figures?.runOf(figure)).toBe(run);
  });

  it.each([
    ['result: {"total":1234.5,"by":[111,222,-333],"text":"in all 7,777"}', ['1,234.50', '111', '222', '-333', '7777']],
    ['["2026-11-20",4321,"8,765"]', ['4321', '8,765']],
  ])('comes out of JSON: %s', (output, shown) => {
    const found = runFigures([ran('run_1', output)]);
    expect(shown.map((figure) => found?.runOf(figure))).toEqual(shown.map(() => 'run_1'));
    expect(found?.runOf('2026')).toBeUndefined();
  });

  it('is the last that had it', () => {
    expect(runFigures([ran('run_1', '500'), ran('run_2', '500')])?.runOf('500')).toBe('run_2');
  });

  it('is none where nothing ran', () => {
    expect(runFigures([{ kind: 'text', text: '1175' }])).toBeUndefined();
  });
});
