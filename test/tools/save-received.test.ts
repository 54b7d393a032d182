import { expect, it } from 'vitest';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { saveReceived } from '../../src/tools/save-workflow.ts';
import type { ToolContext } from '../../src/tools/tool.ts';

const builtin = {
  id: 'builtin-1',
  name: 'Monthly Cost Report',
  language: 'python',
  description: '',
  tags: [],
  code: '1',
} as const;
const received = { name: 'Team costs', language: 'python', code: 'print(1)\n', params_schema: { type: 'object' } } as const;

function there() {
  const storage = createMemoryStorage();
  const context = { storage, builtins: [builtin] } as unknown as ToolContext;
  const names = async () => (await storage.workflows.list()).map(({ name, version }) => `${name} ${version}`);
  return { storage, context, names };
}

it('saves one of its own, with its form, and never over what has its name', async () => {
  const { storage, context, names } = there();
  const { id } = await saveReceived(received, { as: 'new' }, context);
  expect((await storage.workflows.version(id))?.params_schema).toEqual({ type: 'object' });
  await expect(saveReceived({ ...received, name: ' team  COSTS' }, { as: 'new' }, context)).rejects.toThrow(
    'there is a workflow "Team costs" already',
  );
  await expect(saveReceived({ ...received, name: 'monthly cost report' }, { as: 'new' }, context)).rejects.toThrow('built-in');
  await expect(saveReceived({ ...received, name: 'Team\u202e' }, { as: 'new' }, context)).rejects.toThrow('text-direction');
  expect(await names()).toEqual(['Team costs 1']);
});

it('saves the next version of the workflow that is meant, and of no other', async () => {
  const { storage, context, names } = there();
  const { id } = await saveReceived(received, { as: 'new' }, context);
  const { params_schema: _form, ...formless } = received;
  await expect(saveReceived(formless, { as: 'next version', of: 'another' }, context)).rejects.toThrow('not there any more');
  await saveReceived({ ...formless, code: 'print(2)\n' }, { as: 'next version', of: id }, context);
  expect(await names()).toEqual(['Team costs 2']);
  expect(await storage.workflows.version(id)).toMatchObject({ code: 'print(2)\n', params_schema: null });
});
