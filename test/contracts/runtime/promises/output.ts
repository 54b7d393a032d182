import { expect } from 'vitest';
import type { Contract } from '../contract.ts';
import { answerCosts } from '../fake-connection.ts';

export const outputContracts = {
  unicode: { title: 'text of any script arrives whole', stdout: 'Größe 💶 漢字 \u{1f469}\u200d\u{1f680} é\n' },
  order: {
    title: 'what is printed and shown keeps its order',
    outcome: { status: 'succeeded' },
    check: ({ events }) =>
      expect(events.map((event) => (event.type === 'stdout' || event.type === 'stderr' ? event.text : event.type))).toEqual([
        'started',
        'one\n',
        'oops\n',
        'display',
        'two\n',
      ]),
  },
  streamsBeforeRequest: {
    title: 'what is printed before a query arrives before the query is answered',
    outcome: { status: 'succeeded' },
    stdout: 'asking\nanswered\n',
    onRequest: answerCosts,
    check: ({ events }) =>
      expect(events.filter((event) => event.type === 'stdout').map((event) => event.text)).toEqual(['asking\n', 'answered\n']),
  },
  streamsWhileBusy: {
    title: 'output streams while the code computes without a pause, and stopping keeps it',
    cancelAfter: 'working',
    outcome: { status: 'cancelled', result: null },
    stdout: 'working\n',
  },
  manyLines: {
    title: 'a hundred thousand short lines arrive in order and whole',
    outcome: { status: 'succeeded', output_truncated: false },
    check: ({ stdout }) => expect(stdout).toBe(Array.from({ length: 100_000 }, (_, line) => `${line}\n`).join('')),
  },
  cut: {
    title: 'output past its cap is cut with a note, and the run goes on',
    limits: { output_bytes: 1024 },
    outcome: { status: 'succeeded', output_truncated: true, result: 'went on' },
    check: ({ stdout }) => expect(stdout.startsWith('x'.repeat(100))).toBe(true),
  },
  flood: {
    title: 'a flood of output ends the run and names the limit',
    limits: { flood_bytes: 2 * 1024 * 1024, timeout_s: 60 },
    outcome: { status: 'limit_exceeded', output_truncated: true },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('2 MB'),
  },
} satisfies Record<string, Contract>;
