import { describe, expect, it } from 'vitest';
import { RepeatedCalls } from './repeated-calls.ts';
import { StepParts } from './step-parts.ts';
import { takeSuggestions } from './suggestions.ts';
import { toolDeclarations } from './tool-declarations.ts';
import { callEffect, mayBeCharged, mustAsk } from './tool-policy.ts';
import { touches } from './touches.ts';

describe('suggestions', () => {
  it('are taken out of the end of an answer, three at most', () => {
    const answer = 'It rose.\n\n```suggestions\n- By service?\n2. By account?\n\nBy day?\nBy hour?\n```\n';
    expect(takeSuggestions(answer)).toEqual({ text: 'It rose.', suggestions: ['By service?', 'By account?', 'By day?'] });
  });

  it.each(['It rose.\n```', 'It rose.\n```sugg', 'It rose.\n```suggestions', 'It rose.\n```suggestions\nBy ser'])(
    'never show while they stream in: %j',
    (text) => expect(takeSuggestions(text).text.trimEnd()).toBe('It rose.'),
  );

  it('leave other code alone', () => {
    const answer = 'Use\n```sql\nSELECT 1\n```';
    expect(takeSuggestions(answer)).toEqual({ text: answer, suggestions: [] });
  });
});

describe('parts of a step', () => {
  it('keep what the model wrote where it is no JSON, and take nothing for no fields', () => {
    const parts = new StepParts(0, []);
    parts.add({ type: 'tool-call', toolCallId: 'a', toolName: 'list_files', input: '{"prefix": ' });
    parts.add({ type: 'tool-call', toolCallId: 'b', toolName: 'list_files', input: '' });
    expect(parts.calls()).toMatchObject([{ input: '{"prefix": ' }, { input: {} }]);
  });

  it('stream the input, then hold it whole', () => {
    const parts = new StepParts(2, []);
    parts.add({ type: 'tool-input-start', id: 'a', toolName: 'read_file' });
    parts.add({ type: 'tool-input-delta', id: 'a', delta: '{"path":' });
    expect(parts.calls()).toMatchObject([{ call_id: 'a', step: 2, input: '{"path":', state: 'writing' }]);
    parts.add({ type: 'tool-call', toolCallId: 'a', toolName: 'read_file', input: '{"path":"x"}' });
    expect(parts.calls()).toMatchObject([{ call_id: 'a', input: { path: 'x' } }]);
  });

  it('give a call another id where a server counts its calls anew', () => {
    const parts = new StepParts(0, ['call_0']);
    parts.add({ type: 'tool-call', toolCallId: 'call_0', toolName: 'list_files', input: '{}' });
    expect(parts.calls()[0]?.call_id).toBe('call_0_2');
  });
});

describe('repeated calls', () => {
  it('are done twice, refused once, and then end the answer, whatever the order of fields', () => {
    const calls = new RepeatedCalls();
    const inputs = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ];
    expect(inputs.map((input) => calls.next('execute_code', input, 'run'))).toEqual(['do', 'do', 'tell', 'end']);
  });

  it('may read again after something has run', () => {
    const calls = new RepeatedCalls();
    const list = (): string => calls.next('list_files', {}, 'read');
    expect([list(), list()]).toEqual(['do', 'do']);
    calls.next('execute_code', { code: '1' }, 'run');
    expect(list()).toBe('do');
  });
});

describe('policy', () => {
  it('takes a workflow that is only looked at for reading', () => {
    expect(callEffect('load_workflow', { name: 'x' })).toBe('read');
    expect(callEffect('load_workflow', { name: 'x', execute: true })).toBe('run');
  });

  it.each([
    ['each_run', { read: false, run: true, write: true, delete: true }],
    ['writes', { read: false, run: false, write: true, delete: true }],
    ['never', { read: false, run: false, write: false, delete: false }],
  ] as const)('%s', (ask, expected) => {
    for (const effect of ['read', 'run', 'write', 'delete'] as const) expect(mustAsk(effect, ask)).toBe(expected[effect]);
  });

  it('asks before what AWS may charge for, but where nothing is asked for', () => {
    expect(mustAsk('read', 'writes', true)).toBe(true);
    expect(mustAsk('run', 'writes', true)).toBe(true);
    expect(mustAsk('read', 'each_run', true)).toBe(true);
    expect(mustAsk('run', 'never', true)).toBe(false);
  });

  it.each([
    ['query_data', { sql: 'SELECT 1', connection: 'athena' }, 'sample', true],
    ['query_data', { sql: 'SELECT 1' }, 'athena', true],
    ['query_data', { sql: 'SELECT 1', connection: 'sample' }, 'athena', false],
    ['execute_code', { language: 'sql', code: 'SELECT 1' }, 'athena', true],
    ['execute_code', { language: 'sql', code: 'SELECT 1' }, 'local', false],
    ['execute_code', { language: 'python', code: 'import boto3' }, 'sample', true],
    ['execute_code', { language: 'javascript', code: "require('@aws-sdk/client-athena')" }, 'sample', true],
    ['load_workflow', { name: 'x', execute: true, connection: 'athena' }, 'sample', true],
    ['load_workflow', { name: 'x' }, 'athena', false],
    ['describe_table', { table: 'cur' }, 'athena', false],
    ['describe_table', { table: 'cur', sample_rows: 3 }, 'athena', true],
    ['list_connections', {}, 'athena', false],
  ] as const)('knows what AWS may charge for: %s %j on %s', (tool, input, selected, expected) => {
    expect(mayBeCharged(tool, input, selected)).toBe(expected);
  });

  it('tells the person of the charge', () => {
    const lines = touches('query_data', { sql: 'SELECT 1', connection: 'athena' }, 'read', { charged: true });
    expect(lines).toEqual([
      'Runs a query on the connection "athena", which can only read.',
      'It can call AWS in your name. AWS charges for the bytes that a query on Athena scans.',
    ]);
  });

  it('declares schemas without references, and no code without code execution', () => {
    const all = toolDeclarations(true);
    expect(JSON.stringify(all)).not.toMatch(/\$ref|\$defs|\$schema/u);
    expect(all.find(({ name }) => name === 'execute_code')?.inputSchema).toMatchObject({ required: ['language', 'code'] });
    const names = toolDeclarations(false).map(({ name }) => name);
    expect(names).not.toContain('execute_code');
    expect(names).not.toContain('query_data');
    expect(names).toContain('list_workflows');
  });
});
