import { describe, expect, it } from 'vitest';
import { factsOf } from './tool-call-facts.ts';

describe('factsOf', () => {
  it('takes title and code apart from the other fields', () => {
    expect(
      factsOf({ tool: 'execute_code', input: { language: 'sql', code: 'SELECT 1', title: ' Costs ', timeout_s: 5 } }),
    ).toEqual({ title: 'Costs', code: { text: 'SELECT 1', language: 'sql' }, fields: [['timeout_s', 5]] });
    expect(factsOf({ tool: 'query_data', input: { sql: 'SELECT 2' } }).code).toEqual({ text: 'SELECT 2', language: 'sql' });
    expect(factsOf({ tool: 'load_workflow', input: { name: 'Monthly', execute: true } }).title).toBe('Run a workflow: Monthly');
    expect(factsOf({ tool: 'delete_workflow', input: { id: 'wf_1' } }).title).toBe('Delete a workflow: wf_1');
    expect(factsOf({ tool: 'delete_workflow', input: { id: 'wf_1' } }, 'Weekly').title).toBe('Delete a workflow: Weekly');
  });
  it('shows code while it is written, as far as it goes', () => {
    expect(factsOf({ tool: 'execute_code', input: '{"language":"python","code":"a = \\"x\\"\\nb\\u0041 = 1\\' }).code).toEqual({
      text: 'a = "x"\nbA = 1',
      language: 'python',
    });
  });
  it('takes any input and tool name', () => {
    for (const input of [null, 1, 'x', [1], {}, '{"code":'])
      expect(factsOf({ tool: 'constructor', input }).title).toBe('constructor');
  });
});
