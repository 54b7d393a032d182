import { expect } from 'vitest';
import type { SandboxOutcome } from '../../../../src/core/ports/code-sandbox.ts';
import type { Contract } from '../contract.ts';

const CSV = 'service,cost\nAmazon EC2,1.50\nGröße,2.25\n';
const files = [
  { path: 'data/in.csv', text: CSV },
  { path: 'notes.txt', text: 'keep me' },
];

export const fileContracts = {
  readsFile: {
    title: 'a file of the workspace can be read',
    files,
    outcome: { status: 'succeeded', result: CSV, changes: [] },
  },
  missingFile: {
    title: 'a file that is not there is an error that names it',
    outcome: { status: 'failed' },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('data/none.csv'),
  },
  writesFile: {
    title: 'a file that is written under data/ is kept, without making the folder',
    outcome: { status: 'succeeded' },
    check: ({ outcome, events }) => {
      expect(written(outcome)).toEqual({ 'data/out.csv': 'a,b\n1,ä💶\n' });
      expect(events).toContainEqual({ type: 'file', path: 'data/out.csv', bytes: 13 });
    },
  },
  writesBytes: {
    title: 'bytes are kept as they are',
    outcome: { status: 'succeeded' },
    check: ({ outcome }) => expect([...(outcome.changes[0]?.content ?? [])]).toEqual([0, 255, 128, 10]),
  },
  changesFiles: {
    title: 'appending, overwriting, deleting and renaming are what is merged; a file that was only read is not',
    files: [...files, { path: 'old.txt', text: 'old' }, { path: 'gone.txt', text: 'x' }],
    outcome: { status: 'succeeded' },
    check: ({ outcome }) =>
      expect(written(outcome)).toEqual({
        'data/in.csv': `${CSV}S3,3.00\n`,
        'gone.txt': null,
        'old.txt': null,
        'renamed.txt': 'old',
      }),
  },
  seesOwnFiles: {
    title: 'code sees what it has written itself',
    outcome: { status: 'succeeded', result: ['data', ['made.txt'], 'text'] },
  },
  filesSurviveFailure: {
    title: 'what was written before an error is kept',
    outcome: { status: 'failed' },
    check: ({ outcome }) => expect(written(outcome)).toEqual({ 'data/before.txt': 'kept' }),
  },
  tooManyFiles: {
    title: 'too many files end the run and name the limit',
    limits: { files: 5 },
    outcome: { status: 'limit_exceeded' },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('5 files'),
  },
  tooLargeFiles: {
    title: 'files that take too much end the run and name the limit',
    limits: { file_bytes: 1024 * 1024 },
    outcome: { status: 'limit_exceeded' },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('1 MB'),
  },
} satisfies Record<string, Contract>;

function written({ changes }: SandboxOutcome): Record<string, string | null> {
  const text = (content: Uint8Array | null): string | null => (content === null ? null : new TextDecoder().decode(content));
  return Object.fromEntries(changes.map(({ path, content }) => [path, text(content)]));
}
