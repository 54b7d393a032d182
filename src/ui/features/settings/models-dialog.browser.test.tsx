import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import { scriptedAssistant, ScriptedSession } from '../../../../test/harness/scripted-chat.tsx';
import { ModelDialog } from './models-dialog.tsx';

let unmount = () => {};
afterEach(() => unmount());

it('“List models” fetches the list and keeps nothing yet', async () => {
  const kept: unknown[] = [];
  let closed = 0;
  const base = scriptedAssistant(new ScriptedSession());
  const assistant = scriptedAssistant(new ScriptedSession(), {
    models: {
      ...base.models,
      available: () => Promise.resolve(['model-a', 'model-b']),
      put: async (entry) => void kept.push(entry),
    },
  });
  ({ unmount } = mount(<ModelDialog assistant={assistant} models={[]} first={undefined} onClose={() => (closed += 1)} />));
  const dialog = page.getByRole('dialog', { name: 'Add model' });
  await dialog.getByRole('combobox', { name: 'Model' }).fill('mod');
  await dialog.getByRole('button', { name: 'List models' }).click();
  await expect.element(dialog.getByText('2 models offered: choose in the field.')).toBeVisible();
  expect(kept).toEqual([]);
  expect(closed).toBe(0);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.poll(() => kept).toHaveLength(1);
});
