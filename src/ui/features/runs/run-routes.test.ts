import { describe, expect, it } from 'vitest';
import { runHref, runIdOf, runTitle } from './run-routes.ts';

describe('runIdOf', () => {
  it('reads what runHref writes', () => {
    for (const id of ['run_0l5x2', 'a/b?c#d', 'ü%']) expect(runIdOf(runHref(id))).toBe(id);
  });
  it.each(['#/runs', '#/runs/', '#/runs?x=1', ''])('%s is the list', (hash) => {
    expect(runIdOf(hash)).toBeUndefined();
  });
  it('takes a hash that is not well encoded as it stands', () => {
    expect(runIdOf('#/runs/%E0%A4%A')).toBe('%E0%A4%A');
  });
});

describe('runTitle', () => {
  it('is the title, else the workflow, else the language', () => {
    expect(runTitle({ title: 'Costs', language: 'sql' }, 'Report')).toBe('Costs');
    expect(runTitle({ title: '  ', language: 'sql' }, 'Report')).toBe('Report');
    expect(runTitle({ language: 'sql' })).toBe('SQL run');
  });
  it('hides nothing', () => {
    expect(runTitle({ title: 'a\u202eb', language: 'sql' })).toBe('a‹U+202E›b');
  });
});
