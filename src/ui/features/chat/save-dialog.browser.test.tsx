import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { loadedWorkflow } from '../../../../test/harness/scripted-received.tsx';
import { mount } from '../../../../test/harness/mount.tsx';
import { AppServicesContext, type AppServices } from '../../app-services.ts';
import { SaveDialog } from './save-dialog.tsx';

let unmount = () => {};
let saved: unknown[] = [];
beforeEach(() => {
  saved = [];
});
afterEach(() => unmount());

const workflows = [
  loadedWorkflow({ id: 'builtin', name: 'Monthly Cost Report', builtin: true }),
  loadedWorkflow({ id: 'own', name: 'Team costs', version: 4 }),
];

const services = {
  callTool(name: string, input: { name: string }) {
    if (name === 'list_workflows') return Promise.resolve({ workflows });
    saved.push(input.name);
    return Promise.resolve({ id: 'new', name: input.name, version: 1 });
  },
} as unknown as AppServices;

function Opener({ name }: { name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Save as workflow</button>
      {open && <SaveDialog code="1" language="javascript" name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

async function show(name: string): Promise<void> {
  ({ unmount } = mount(
    <AppServicesContext value={services}>
      <Opener name={name} />
    </AppServicesContext>,
  ));
  await page.getByRole('button', { name: 'Save as workflow' }).click();
  await expect.element(field).toHaveFocus();
}

const dialog = page.getByRole('dialog', { name: 'Save as workflow' });
const field = dialog.getByLabelText('Name', { exact: true });
const button = (name: string) => dialog.getByRole('button', { name, exact: true });

it('offers another name in place of a built-in’s, which gets no next version', async () => {
  await show('monthly cost report');
  await button('Save').click();
  await expect.element(dialog.getByText('“Monthly Cost Report” is built in')).toBeVisible();
  await expect.element(dialog.getByText(/version/u)).not.toBeInTheDocument();
  await button('Use “Copy of Monthly Cost Report”').click();
  await expect.element(field).toHaveValue('Copy of Monthly Cost Report');
  await button('Save').click();
  await expect.poll(() => saved).toEqual(['Copy of Monthly Cost Report']);
});

it('asks before one’s own gets its next version, and says which', async () => {
  await show('Team costs');
  await button('Save').click();
  await button('Save as version 5').click();
  await expect.poll(() => saved).toEqual(['Team costs']);
});

it('begins with the name, and gives the focus back to what opened it', async () => {
  await show('Other');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('button', { name: 'Save as workflow' })).toHaveFocus();
});
