import type { Offline } from '../../core/ports/offline.ts';
import type { AppServices } from '../app-services.ts';
import { errorMessage } from '../components/error-message.ts';
import { countOf } from '../components/format-count.ts';
import { notices } from '../components/notices/notice-store.ts';
import { takeLaunchedFiles } from './launched-files.ts';

const NOTICE = 'new-version';

type KeepDraft = () => Promise<void>;

/**
 * Tells the person of a newer version, which waits for them, and of one that another tab has taken; `keepDraft` writes what stands in
 * the editor before the page is loaded anew. Loaded once the page can be worked with. The answer ends the watching.
 */
export async function watchOffline(services: AppServices, keepDraft: KeepDraft): Promise<() => void> {
  takeLaunchedFiles();
  const offline = await services.offline();
  let told = '';
  const tell = () => {
    const { update, failure, kept } = offline.state();
    const now = `${update} ${failure?.reason} ${kept.kind === 'missing'}`;
    if (now === told) return;
    told = now;
    if (failure?.reason === 'full') tellFull(kept.kind === 'missing');
    if (update === 'available') offer(services, offline, keepDraft);
    else if (update === 'taken') tellTaken(keepDraft);
    else notices.dismiss(NOTICE);
  };
  tell();
  return offline.subscribe(tell);
}

function offer(services: AppServices, offline: Offline, keepDraft: KeepDraft): void {
  notices.put({
    id: NOTICE,
    type: 'info',
    page: 'every',
    header: 'A new version of Sandbank is ready',
    text: 'This one goes on until you say so. Updating loads this tab anew: your code stays, a sign-in to AWS and unlocked keys are asked for again.',
    action: { label: 'Update', run: () => void updateOrAsk(services, offline, keepDraft) },
    decline: 'Later',
  });
}

/** Asks first where something would be lost by loading the page anew. */
async function updateOrAsk(services: AppServices, offline: Offline, keepDraft: KeepDraft): Promise<void> {
  try {
    const loss = await lossOf(services);
    if (loss === undefined) return await update(offline, keepDraft);
    notices.put({
      id: NOTICE,
      type: 'warning',
      page: 'every',
      ...loss,
      action: { label: 'Update all the same', run: () => void update(offline, keepDraft) },
      decline: 'Not now',
    });
  } catch (error) {
    tellFailed(error);
  }
}

async function lossOf({ callTool, storage }: AppServices): Promise<{ header: string; text: string } | undefined> {
  if ((await storage.status()).backend === 'memory')
    return {
      header: 'Updating loses everything in this tab',
      text: 'The browser keeps nothing of it. Download what you want to keep first.',
    };
  const { runs } = await callTool('list_runs', { status: 'running' });
  if (runs.length === 0) return undefined;
  return {
    header: `${countOf(runs.length, 'run')} still going on`,
    text: 'Updating loads this tab anew, and what runs in it ends as interrupted. Runs of other tabs go on.',
  };
}

async function update(offline: Offline, keepDraft: KeepDraft): Promise<void> {
  try {
    await keepDraft();
    await offline.update();
    // What was written while that took its time.
    await keepDraft();
    location.reload();
  } catch (error) {
    tellFailed(error);
  }
}

function tellTaken(keepDraft: KeepDraft): void {
  notices.put({
    id: NOTICE,
    type: 'info',
    page: 'every',
    header: 'Sandbank was updated in another tab',
    text: 'This tab goes on with the version before. Reload it when it suits you: your code stays.',
    action: {
      label: 'Reload',
      run: () => void keepDraft().then(() => location.reload(), tellFailed),
    },
    decline: 'Later',
  });
}

function tellFull(isFirst: boolean): void {
  const fix = 'Delete runs or files that you no longer need';
  notices.put({
    id: 'new-version-full',
    type: 'warning',
    page: 'every',
    header: isFirst
      ? 'There is no room to keep Sandbank for when there is no network'
      : 'There is no room for a new version of Sandbank',
    text: `The space that the browser gives this site is full. ${
      isFirst
        ? `With a network all goes on. ${fix}, then reload the page.`
        : `This version goes on. ${fix}; the new one is fetched at a later visit.`
    }`,
  });
}

function tellFailed(error: unknown): void {
  notices.put({ id: NOTICE, type: 'error', page: 'every', header: 'Sandbank was not updated', text: errorMessage(error) });
}
