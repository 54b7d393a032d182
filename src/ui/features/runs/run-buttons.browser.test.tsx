import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { sampleRun } from '../../../../test/contracts/storage-contract-samples.ts';
import { mount } from '../../../../test/harness/mount.tsx';
import type { Run } from '../../../core/run.ts';
import { AppServicesContext, type AppServices } from '../../app-services.ts';
import { RunButtons } from './run-buttons.tsx';

let unmount = () => {};
afterEach(() => unmount());

function show(over: Partial<Run>) {
  const run = sampleRun({ status: 'succeeded', ...over });
  ({ unmount } = mount(
    <AppServicesContext value={{} as AppServices}>
      <RunButtons run={run} workflowName={undefined} />
    </AppServicesContext>,
  ));
}

const again = page.getByRole('button', { name: 'Run again' });

describe('a run', () => {
  it('whose code came from somebody else is not run again from its record, whatever it is called, and says why', async () => {
    show({ received: true, title: 'My report' });
    await expect.element(again).toHaveAttribute('aria-disabled', 'true');
    await again.hover();
    const reason = 'This code came from somebody else: open it in the workbench and read it first.';
    await expect.element(page.getByRole('tooltip')).toHaveTextContent(reason);
  });

  it('of here can be run again, whatever it is called', async () => {
    show({ title: 'Trial of a received workflow: “Report”' });
    await expect.element(again).not.toHaveAttribute('aria-disabled');
    await expect.element(again).toBeEnabled();
  });
});
