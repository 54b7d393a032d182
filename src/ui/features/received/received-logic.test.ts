import { describe, expect, it } from 'vitest';
import type { LocalOrigin, SignatureCheck } from '../../../core/ports/sharing.ts';
import type { CapabilityId } from '../../../core/share/shared-workflow.ts';
import { askedFields } from './asked-fields.ts';
import { codeDiff } from './code-diff.ts';
import { matchOrigin, schemaText } from './compare.ts';
import { firstGrants, grantsText, offeredGrants } from './grants.ts';
import { importName } from './import-name.ts';

const all: CapabilityId[] = ['query', 'read_files', 'write_files', 'aws'];

describe('what a run is offered', () => {
  it.each([
    ['sample', 'sample', all, all, ['query', 'write_files']],
    ['sample', 'sample', [], undefined, ['query', 'write_files']],
    ['mine', 'local', ['query'], ['aws'], ['query', 'aws']],
    ['mine', 'local', [], [], []],
    ['mine', 'athena', ['query'], [], ['query', 'aws']],
    ['mine', 'local', [], undefined, all],
  ] as const)('%s on %s, asked %j, found %j: %j', (kind, connection, asked, found, offered) => {
    expect(offeredGrants(kind, connection, asked, found)).toEqual(offered);
  });

  it('has nothing ticked that changes files or leaves the page', () => {
    expect(firstGrants('mine', all)).toEqual({ query: true, read_files: true, write_files: false, aws: false });
    expect(firstGrants('sample', all)).toEqual({ query: true, read_files: false, write_files: false, aws: false });
    expect(firstGrants('mine', [])).toEqual({ query: false, read_files: false, write_files: false, aws: false });
  });

  it('is said on the button', () => {
    const grants = { query: true, read_files: true, write_files: false, aws: true };
    expect(grantsText(grants, 'athena')).toBe('Run: it may query Athena, read my files and ask AWS');
    expect(grantsText(firstGrants('mine', []), 'local')).toBe('Run, with nothing granted');
  });
});

describe('the name under which it is imported', () => {
  it.each([
    ['Team costs', [], 'Team costs'],
    ['team  costs', ['Team costs'], 'team costs (received)'],
    ['Team costs', ['Team costs', 'Team costs (received)'], 'Team costs (received 2)'],
    ['Te\u202eam\u200b', [], 'Team'],
    ['\u2028', [], 'Received workflow'],
  ])('%j beside %j is %j', (name, taken, proposed) => {
    expect(importName(name, taken)).toBe(proposed);
  });
});

describe('of several of one origin', () => {
  const at = { origin: 'o'.repeat(22), version: 1, imported_at: '2026-11-20T10:00:00.000Z' };
  const own: LocalOrigin = { ...at, workflow_id: 'own', own: true };
  const [ada, eve] = ['ada', 'eve'].map((key_id): LocalOrigin => ({ ...at, workflow_id: key_id, key_id })) as [
    LocalOrigin,
    LocalOrigin,
  ];
  const plain: LocalOrigin = { ...at, workflow_id: 'plain' };
  const by = (key_id: string, isOwn = false): SignatureCheck => ({ state: 'valid', key_id, claimed_name: '', own: isOwn });
  const unsigned: SignatureCheck = { state: 'unsigned' };

  it.each<[string, SignatureCheck, LocalOrigin[], string | undefined, string | undefined]>([
    ['the one of the same key, though another came later', by('ada'), [eve, ada], 'ada', 'eve'],
    ['the newest where no key is the same, and one that is signed', by('bob'), [plain, ada], 'plain', 'ada'],
    ['the newest where it is not signed, and one that is', unsigned, [plain, ada], 'plain', 'ada'],
    ['the own that is signed so', by('me', true), [own, plain], 'own', undefined],
    ['the one of the same key, and the own', by('ada'), [own, ada], 'ada', 'own'],
    ['the own where nothing is known', unsigned, [own, plain], 'own', undefined],
    ['one alone', by('ada'), [eve], 'eve', undefined],
    ['none', by('ada'), [], undefined, undefined],
  ])('it is %s', (_, signature, origins, matched, otherwise) => {
    const found = matchOrigin(signature, origins);
    expect([found.matched?.workflow_id, found.otherwise?.workflow_id]).toEqual([matched, otherwise]);
  });
});

describe('a difference', () => {
  it('is told by hunks, with the numbers of the lines', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`);
    const [hunk, ...others] = codeDiff(lines.join('\n'), lines.with(9, 'other').join('\n')) ?? [];
    expect(others).toEqual([]);
    expect(hunk).toHaveLength(8);
    expect(hunk?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'line 10', before: 10 },
      { kind: 'added', text: 'other', after: 10 },
    ]);
    expect(codeDiff('a\n', 'a\n')).toEqual([]);
  });

  it('is given up where two megabytes share next to nothing', () => {
    const text = (seed: number) => Array.from({ length: 60_000 }, (_, at) => `${(at * seed) % 7919} ${at % 3}`).join('\n');
    expect(codeDiff(text(31), text(17))).toBeUndefined();
  });
});

it('asks for at most fifty parameters, by their own names in quotes', () => {
  const properties = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`p${at}`, { type: 'string', title: 'Password' }]));
  const { fields, left } = askedFields({ properties });
  expect(left).toBe(10);
  expect(fields).toHaveLength(50);
  expect(fields[0]).toMatchObject({ name: 'p0', label: '“p0”' });
});

it('finds no difference in the order of a form’s members', () => {
  const month = { type: 'string', title: 'Month' };
  const sorted = { properties: { month: { title: 'Month', type: 'string' }, top: { enum: [2, 1] } }, type: 'object' };
  expect(schemaText({ type: 'object', properties: { top: { enum: [2, 1] }, month } })).toBe(schemaText(sorted));
  expect(schemaText({ ...sorted, properties: { ...sorted.properties, top: { enum: [1, 2] } } })).not.toBe(schemaText(sorted));
});
