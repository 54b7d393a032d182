import { afterEach, expect, it } from 'vitest';
import { sampleRun } from '../../../../test/contracts/storage-contract-samples.ts';
import type { Run } from '../../../core/run.ts';
import type { AppServices } from '../../app-services.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { WorkbenchSession } from './workbench-session.ts';

afterEach(() => notices.dismiss('code-received'));

async function openedWith(run: Partial<Run>): Promise<WorkbenchSession> {
  const services = {
    callTool: () => Promise.resolve(sampleRun({ status: 'succeeded', code: 'print("theirs")', ...run })),
    store: { get: () => Promise.resolve(), set: () => Promise.resolve() },
  } as unknown as AppServices;
  const session = new WorkbenchSession(services);
  await session.open({ run: 'run_1' });
  expect(session.code).toBe('print("theirs")');
  return session;
}

function told(): string[] {
  notices.showPage('workbench');
  return notices.current().flatMap(({ id, header, text }) => (id === 'code-received' ? [`${header}. ${text}`] : []));
}

it('tells of code that came from somebody else what a run of it may use, for as long as it stands there', async () => {
  const session = await openedWith({ received: true });
  expect(told()).toEqual([expect.stringMatching(/^This code came from somebody else\. .*may use everything/u)]);
  session.openNew();
  expect(told()).toEqual([]);
  session.keep();
});

it('tells nothing of a run of here', async () => {
  const session = await openedWith({});
  expect(told()).toEqual([]);
  session.keep();
});
