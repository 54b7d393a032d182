import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import { CallsTab } from './calls-tab.tsx';
import './run-output.css';

let unmount = () => {};
afterEach(() => unmount());

it('keeps a status on one line where the panel is narrow', async () => {
  const call = { service: 'resourcegroupstaggingapi', operation: 'GetResources', status: 'succeeded', duration_ms: 12 } as const;
  ({ unmount } = mount(<CallsTab calls={[{ ...call, bytes_scanned: 10_000_000 }]} />, { width: 300, height: 300 }));
  const status = page.getByText('Succeeded', { exact: true });
  await expect.element(status).toBeVisible();
  const word = document.createRange();
  word.selectNodeContents(status.element());
  expect(new Set([...word.getClientRects()].map(({ top }) => Math.round(top))).size).toBe(1);
});
