import { expect, test } from 'vitest';
import { tools } from '../tools/registry.ts';
import { callNeeds } from './call-needs.ts';

const sample = () => 'sample';
const athena = () => 'athena';

test.each([
  ['list_workflows', {}, sample, ['read']],
  ['query_data', { sql: 'SELECT 1' }, sample, ['read_data']],
  ['query_data', { sql: 'SELECT 1' }, athena, ['read_data', 'aws']],
  ['query_data', { sql: 'SELECT 1', connection: 'athena' }, sample, ['read_data', 'aws']],
  ['query_data', { sql: 'SELECT 1', connection: 'sample' }, athena, ['read_data']],
  ['describe_table', { table: 'cur' }, athena, ['read_data', 'aws']],
  ['load_workflow', { name: 'a' }, athena, ['read']],
  ['load_workflow', { name: 'a', execute: true }, sample, ['read', 'run']],
  ['load_workflow', { name: 'a', execute: true }, athena, ['read', 'run', 'aws']],
  ['execute_code', { language: 'sql', code: '' }, athena, ['run', 'aws']],
  ['cancel_run', { run_id: 'run_1' }, sample, ['run', 'read_data']],
  ['select_connection', { id: 'athena' }, sample, ['write', 'aws']],
  ['select_connection', { id: 'sample' }, athena, ['write']],
  ['delete_file', { path: 'a' }, athena, ['delete']],
  // No input at all is for the tool to refuse.
  ['query_data', null, sample, ['read_data']],
  ['execute_code', 'text', sample, ['run']],
] as const)('%s of %j needs', (name, input, selected, needs) => {
  expect(callNeeds(name, input, selected)).toEqual(needs);
});

test('a name that an object has anyway is no tool', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'nothing']) expect(callNeeds(name, {}, sample)).toBeUndefined();
});

/** What it needs must not be less than what it does: an effect that is new to a tool would else be granted with the old ones. */
test('every tool needs what its effect says', () => {
  const least = { run: ['run', 'read'], write: ['write'], delete: ['delete'], read: ['read', 'read_data'] };
  for (const { name, effect } of Object.values(tools)) {
    const [first] = callNeeds(name, {}, sample) ?? [];
    expect(least[effect], name).toContain(first);
  }
});
