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
const holding = (list: () => WorkspaceFile[]): FileStore =>
  ({ list: () => Promise.resolve(list()) }) as Partial<FileStore> as FileStore;
const files = holding(() => [file('mine.txt'), file('data/out.csv', 'run_1')]);
const changes = [
  { path: 'mine.txt', content: null },
  { path: 'data/out.csv', content: bytes },
  { path: 'data/new.csv', content: bytes },
];

it('keeps all where nobody has to confirm, or the caller does', async () => {
  expect(await allowedChanges(changes, files, undefined)).toEqual({ changes, refused: [], overtaken: [] });
  expect(await allowedChanges(changes, files, () => Promise.resolve(true))).toEqual({ changes, refused: [], overtaken: [] });
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
  expect(answer).toEqual({ changes: [changes[2]], refused: ['mine.txt', 'data/out.csv'], overtaken: [] });
});

it('asks nothing of a run that only makes files', async () => {
  const made = changes.slice(2);
  const never = () => Promise.reject(new Error('it was asked'));
  expect(await allowedChanges(made, files, never)).toEqual({ changes: made, refused: [], overtaken: [] });
});

it.each([true, false])('keeps nothing where something was written while it was asked, which answered %s', async (answer) => {
  let there = [file('mine.txt'), file('data/out.csv', 'run_1')];
  const confirm = () => {
    there = [{ ...file('mine.txt'), modified_at: '2026-11-21T00:00:01Z' }, file('data/out.csv', 'run_1'), file('data/new.csv')];
    return Promise.resolve(answer);
  };
  expect(
    await allowedChanges(
      [...changes, { path: 'other.csv', content: bytes }],
      holding(() => there),
      confirm,
    ),
  ).toEqual({
    changes: [...(answer ? [{ path: 'data/out.csv', content: bytes }] : []), { path: 'other.csv', content: bytes }],
    refused: answer ? [] : ['mine.txt', 'data/out.csv'],
    overtaken: answer ? ['mine.txt', 'data/new.csv'] : ['data/new.csv'],
  });
});

it('writes again what was deleted while it was asked', async () => {
  let there = [file('data/out.csv')];
  const write = [{ path: 'data/out.csv', content: bytes }];
  const confirm = () => {
    there = [];
    return Promise.resolve(true);
  };
  const answer = await allowedChanges(
    write,
    holding(() => there),
    confirm,
  );
  expect(answer).toEqual({ changes: write, refused: [], overtaken: [] });
});

it.each([
  ['a file where a folder is', 'reports', 'reports/2026/a.csv'],
  ['a file in what is a file', 'reports/2026/a.csv', 'reports'],
])('asks of %s, as no path can be both', async (_what, path, existing) => {
  const asked: ExistingFileChange[] = [];
  const made = [
    { path, content: bytes },
    { path: 'reports-old', content: bytes },
  ];
  const answer = await allowedChanges(
    made,
    holding(() => [file(existing, 'run_1')]),
    (touched) => {
      asked.push(...touched);
      return Promise.resolve(false);
    },
  );
  expect(asked).toEqual([{ path, deleted: false }]);
  expect(answer).toEqual({ changes: made.slice(1), refused: [path], overtaken: [] });
});

it('keeps no file where a folder came to be while it was asked of another', async () => {
  let there = [file('mine.txt')];
  const confirm = () => {
    there = [file('mine.txt'), file('reports/a.csv')];
    return Promise.resolve(true);
  };
  const mine = { path: 'mine.txt', content: bytes };
  const answer = await allowedChanges(
    [mine, { path: 'reports', content: bytes }],
    holding(() => there),
    confirm,
  );
  expect(answer).toEqual({ changes: [mine], refused: [], overtaken: ['reports'] });
});
