import { describe, expect, test } from 'vitest';
import { deleteFile } from './delete-file.ts';
import { executeCode } from './execute-code.ts';
import { loadWorkflow } from './load-workflow.ts';
import { parseInput } from './parse-input.ts';
import { saveWorkflow } from './save-workflow.ts';
import type { Tool } from './tool.ts';
import { readFile } from './read-file.ts';
import { describeTools } from './toolbox.ts';
import { writeFile } from './write-file.ts';

const parse = (tool: unknown, input: unknown): unknown => parseInput(tool as Tool, input);
const run = (more: Record<string, unknown>): unknown => parse(executeCode, { language: 'python', code: '1', ...more });

describe('a tool refuses what it cannot use and names the field, what it got and what it wants', () => {
  test.each([
    ['a wrong type', () => run({ code: 5 }), /^execute_code: code: got 5, wants a string$/u],
    ['a missing field', () => parse(executeCode, { language: 'sql' }), /code: got nothing, wants a string/u],
    [
      'an unknown language',
      () => run({ language: 'cobol' }),
      /language: got "cobol", wants one of "python", "javascript", "sql"/u,
    ],
    [
      'an unknown field',
      () => run({ timeout: 3 }),
      /"timeout" is no field of it; it takes language, code, params, connection, timeout_s, title/u,
    ],
    ['a limit out of range', () => run({ timeout_s: 301 }), /timeout_s: got 301, wants at most 300/u],
    ['a limit that is no number', () => run({ timeout_s: Number.NaN }), /timeout_s: got NaN/u],
    ['params that are a list', () => run({ params: [] }), /params: got an array/u],
    ['params with a function inside', () => run({ params: { f: () => 1 } }), /params/u],
    ['half a surrogate pair', () => run({ code: 'a\nb\ud800' }), /line 2 holds half of a surrogate pair/u],
    ['no input at all', () => parse(executeCode, undefined), /language/u],
    ['params with a BigInt', () => run({ params: { a: 10n } }), /params\.a: got 10n, wants plain JSON/u],
    ['a path that ends as a folder', () => parse(readFile, { path: 'data/' }), /take the slash/u],
    ['a name and an id', () => parse(loadWorkflow, { name: 'a', id: 'b' }), /exactly one of name and id/u],
    ['neither', () => parse(loadWorkflow, {}), /exactly one of name and id/u],
    [
      'a name of 10,000 characters',
      () => parse(saveWorkflow, { name: 'x'.repeat(10_000), language: 'sql', code: '' }),
      /a text of 10000 characters, wants at most 200/u,
    ],
    ['an empty name', () => parse(saveWorkflow, { name: '  ', language: 'sql', code: '' }), /at least one visible character/u],
    [
      'a name that reads otherwise than it is',
      () => parse(saveWorkflow, { name: 'a\u202eb', language: 'sql', code: '' }),
      /text-direction/u,
    ],
    ['a path that leaves the workspace', () => parse(readFile, { path: '../secret' }), /leaves the workspace/u],
    [
      'a path that code would find elsewhere',
      () => parse(writeFile, { path: '/etc/x', content: '' }),
      /write_file: path: got "\/etc\/x", wants .*absolute path outside of it; use .* "etc\/x"/u,
    ],
    ['a path of Windows', () => parse(deleteFile, { path: 'C:\\costs\\a.csv' }), /absolute.* "costs\/a\.csv"/u],
    ['a way out of the folder', () => parse(readFile, { path: '/workspace/../etc/x' }), /leaves the workspace/u],
    ['the folder itself', () => parse(readFile, { path: '/workspace' }), /names no file/u],
    ['a neighbour of the folder', () => parse(readFile, { path: '/workspaces/a' }), /absolute/u],
    ['a path with NUL', () => parse(readFile, { path: 'a\u0000b' }), /control/u],
  ])('%s', (_name, call, message) => {
    expect(call).toThrow(expect.objectContaining({ name: 'ToolInputError', message: expect.stringMatching(message) as unknown }));
  });

  test('a value that refers to itself', () => {
    const params: Record<string, unknown> = {};
    params['self'] = params;
    expect(() => run({ params })).toThrow(/refers to itself/u);
  });
});

test('what fits is taken, with paths in their plain form', () => {
  expect(run({ params: { a: [1, { b: null }] }, timeout_s: 1 })).toEqual({
    language: 'python',
    code: '1',
    params: { a: [1, { b: null }] },
    timeout_s: 1,
  });
  for (const path of ['./data//costs.csv', '/workspace/data/costs.csv', '/workspace//data/./costs.csv'])
    expect(parse(readFile, { path })).toEqual({ path: 'data/costs.csv' });
  expect(run({ timeout_s: 1.5 })).toMatchObject({ timeout_s: 1.5 });
});

test('every tool says what it takes, as JSON Schema with a description of each field', () => {
  const tools = describeTools();
  expect(tools.map((tool) => tool.name)).toContain('execute_code');
  for (const { inputSchema, description } of tools) {
    expect(description.length).toBeGreaterThan(30);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    for (const field of Object.values(inputSchema['properties'] as Record<string, { description?: string }>)) {
      expect(field.description).toBeTruthy();
    }
  }
});
