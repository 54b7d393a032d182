import { expect, it } from 'vitest';
import type { FileStore } from '../../core/ports/stores.ts';
import type { WorkspaceFile } from '../../core/workspace.ts';
import type { ExistingFileChange } from '../tool.ts';
import { allowedChanges } from './allowed-changes.ts';

const bytes = new Uint8Array([1]);
const file = (path: string, run_id?: string): WorkspaceFile => ({
  path,
  bytes: 1,
  media_type: 'text/plain',
  modified_at: '2026-11-21T00:00:00Z',
  ...(run_id === undefined ? {} : { run_id }),
});
const files = {
  list: () => Promise.resolve([file('mine.txt'), file('data/out.csv', 'run_1')]),
} as Partial<FileStore> as FileStore;
const changes = [
  { path: 'mine.txt', content: null },
  { path: 'data/out.csv', content: bytes },
  { path: 'data/new.csv', content: bytes },
];

it('keeps all where nobody has to confirm, or the caller does', async () => {
  expect(await allowedChanges(changes, files, undefined)).toEqual({ changes, refused: [] });
  expect(await allowedChanges(changes, files, () => Promise.resolve(true))).toEqual({ changes, refused: [] });
});

it('asks of files that were there, by whom they were written, and keeps new ones where it is refused', async () => {
  const asked: ExistingFileChange[] = [];
  const answer = await allowedChanges(changes, files, (touched) => {
    asked.push(...touched);
    return Promise.resolve(false);
  });
  expect(asked).toEqual([
    { path: 'mine.txt', deleted: true },
    { path: 'data/out.csv', deleted: false, written_by: 'run_1' },
  ]);
  expect(answer).toEqual({ changes: [changes[2]], refused: ['mine.txt', 'data/out.csv'] });
});

it('asks nothing of a run that only makes files', async () => {
  const made = changes.slice(2);
  const never = () => Promise.reject(new Error('it was asked'));
  expect(await allowedChanges(made, files, never)).toEqual({ changes: made, refused: [] });
});
