import { describe, expect, it } from 'vitest';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { questionOf, tagsOf } from './check-save.ts';

function workflow(id: string, name: string, version: number, builtin = false): WorkflowSummary {
  const at = '2026-11-20T00:00:00.000Z';
  return {
    id,
    name,
    version,
    builtin,
    language: 'sql',
    description: '',
    tags: [],
    created_at: at,
    updated_at: at,
    last_run_at: null,
  };
}

const all = [workflow('b', 'Monthly Cost Report', 1, true), workflow('w', 'My report', 3)];

describe('questionOf', () => {
  it('asks nothing for a new name, nor for the version that was opened', () => {
    expect(questionOf('Another', null, all)).toBeUndefined();
    expect(questionOf('my  REPORT', { id: 'w', name: 'My report', version: 3, builtin: false }, all)).toBeUndefined();
  });
  it('refuses the name of a built-in one and offers another', () => {
    expect(questionOf('monthly cost report', null, all)).toMatchObject({
      kind: 'refused',
      suggestion: 'Copy of Monthly Cost Report',
    });
  });
  it('asks before making a version of a workflow that is not the open one', () => {
    expect(questionOf('My report', null, all)).toMatchObject({ kind: 'confirm', button: 'Save as version 4' });
  });
  it('asks before saving over a version that was not seen', () => {
    const question = questionOf('My report', { id: 'w', name: 'My report', version: 2, builtin: false }, all);
    expect(question).toMatchObject({ kind: 'confirm', button: 'Save as version 4' });
    expect(question?.header).toContain('Version 3 was saved since you opened version 2');
  });
  it('says what saving an old version makes where the newest was known when it was opened', () => {
    const open = { id: 'w', name: 'My report', version: 1, builtin: false };
    const question = questionOf('My report', { ...open, newest_seen: 3 }, all);
    expect(question).toMatchObject({ kind: 'confirm', header: 'You opened version 1; the newest is 3' });
    expect(question?.kind === 'confirm' && question.text).toContain('Saving makes version 4');
    expect(questionOf('My report', { ...open, newest_seen: 2 }, all)?.header).toContain('was saved since you opened version 1');
  });
});

describe('tagsOf', () => {
  it('drops blanks and repeats', () => {
    expect(tagsOf(' cost, , monthly ,cost')).toEqual(['cost', 'monthly']);
  });
});
