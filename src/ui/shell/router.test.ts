import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from './router.ts';

describe('parseRoute', () => {
  it('opens the workbench where the address says nothing', () => {
    expect(parseRoute('')).toEqual({ page: 'workbench' });
    expect(parseRoute('#')).toEqual({ page: 'workbench' });
    expect(parseRoute('#/')).toEqual({ page: 'workbench' });
  });
  it('reads a workflow and its version', () => {
    expect(parseRoute('#/workbench?workflow=wf%201&version=3')).toEqual({ page: 'workbench', workflow: 'wf 1', version: 3 });
  });
  it.each(['0', '-1', '1.5', 'x', ''])('leaves out the version "%s"', (version) => {
    expect(parseRoute(`#/workbench?workflow=a&version=${version}`)).toEqual({ page: 'workbench', workflow: 'a' });
  });
  it('hands over what a link holds as it is, whatever a mail program has made of it', () => {
    expect(parseRoute('#/open/1.ab%255F/?x=1).')).toEqual({ page: 'open', payload: '1.ab%255F/?x=1).' });
  });
  it('says what it does not know instead of guessing', () => {
    for (const hash of [
      '#/nope',
      '#/data/x',
      '#/runs/a/b',
      '#/share',
      '#/open',
      '#/open/',
      '#/runs/%E0%A4%A',
      '#/__proto__',
      '#/constructor',
    ])
      expect(parseRoute(hash)).toEqual({ page: 'unknown', hash });
  });
});

describe('formatRoute', () => {
  const routes: Route[] = [
    { page: 'workbench' },
    { page: 'workbench', workflow: 'a&b=#/?é', version: 12 },
    { page: 'workbench', run: 'run-1' },
    { page: 'workbench', sql: 'SELECT "a?b"\nFROM cur -- é & #' },
    { page: 'workflows' },
    { page: 'data' },
    { page: 'runs' },
    { page: 'runs', runId: 'a/b c' },
    { page: 'settings' },
    { page: 'share', workflow: 'wf 1&' },
    { page: 'share', workflow: 'wf_1', version: 3 },
    { page: 'open', payload: '1.abc_-' },
    { page: 'received' },
    { page: 'backup' },
  ];
  it.each(routes)('is read back as the same route: %o', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });
});
