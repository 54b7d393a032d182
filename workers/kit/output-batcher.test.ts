import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OutputBatcher, type OutputMessage } from './output-batcher.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function batcher(cap = 1_000_000): { output: OutputBatcher; sent: OutputMessage[]; stdout: () => string } {
  const sent: OutputMessage[] = [];
  const output = new OutputBatcher(cap, (message) => sent.push(message));
  const stdout = (): string =>
    sent.map((message) => (message.type === 'output' && message.stream === 'stdout' ? message.text : '')).join('');
  return { output, sent, stdout };
}

test('the first prints are sent at once, later ones of a hurry together', () => {
  const { output, sent, stdout } = batcher();
  for (let line = 0; line < 1000; line += 1) output.write('stdout', `${line}\n`);
  expect(sent.length).toBe(100);
  vi.advanceTimersByTime(50);
  expect(sent.length).toBe(101);
  expect(stdout()).toBe(Array.from({ length: 1000 }, (_, line) => `${line}\n`).join(''));
});

test('a print after a quiet time is sent at once again', () => {
  const { output, sent } = batcher();
  for (let line = 0; line < 150; line += 1) output.write('stdout', 'x');
  vi.advanceTimersByTime(1000);
  const before = sent.length;
  output.write('stdout', 'now');
  expect(sent.slice(before)).toEqual([{ type: 'output', stream: 'stdout', text: 'now' }]);
});

test('no chunk is longer than 32 K, and none splits a pair', () => {
  const { output, sent, stdout } = batcher();
  const text = `x${'💸'.repeat(40_000)}`;
  output.write('stdout', text);
  expect(stdout() === text).toBe(true);
  for (const message of sent) {
    if (message.type !== 'output') throw new Error('only text was printed');
    expect(message.text.length).toBeLessThanOrEqual(32 * 1024);
    expect(message.text.isWellFormed()).toBe(true);
  }
});

test('what waits is sent by a tick after 50 ms, while no timer can fire', () => {
  const { output, sent } = batcher();
  for (let line = 0; line < 101; line += 1) output.write('stdout', 'x');
  output.tick();
  expect(sent.length).toBe(100);
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60);
  output.tick();
  expect(sent.length).toBe(101);
});

test('past its cap a stream is cut, the other is not, and what was printed is counted', () => {
  const { output, sent } = batcher(10);
  output.write('stdout', '12345678€');
  output.write('stdout', 'more');
  output.write('stderr', 'fine');
  output.finish();
  expect(sent).toEqual([
    { type: 'output', stream: 'stdout', text: '12345678' },
    { type: 'output_cut', stream: 'stdout', printed_bytes: 11 },
    { type: 'output', stream: 'stderr', text: 'fine' },
    { type: 'output_cut', stream: 'stdout', printed_bytes: 15 },
  ]);
  expect(output.printedBytes).toBe(19);
});
