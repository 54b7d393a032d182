import type { WorkerAnswer, WorkerQuestion } from '../core/offline/worker-messages.ts';
import { install } from './install.ts';
import { answerRequests } from './routes.ts';
import { build, names, worker } from './scope.ts';
import { usedVersion, putToUse } from './state.ts';
import { tellPages } from './tell-pages.ts';

worker.addEventListener('install', (event) => event.waitUntil(install(event)));

worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (port === undefined) return;
  const asking = event.source instanceof Client ? event.source.id : undefined;
  const answering = answer(event.data as WorkerQuestion, asking).catch((error: unknown): WorkerAnswer => ({
    type: 'failed',
    message: String(error),
  }));
  event.waitUntil(answering.then((said) => port.postMessage(said)));
});

answerRequests();

/**
 * The browser may put this worker in charge by itself, when all pages are closed. Which version new pages are of is not its to say:
 * that stays as it is until the person agrees.
 */
async function activate(): Promise<void> {
  if ((await usedVersion()) === build.version) await putToUse();
  await worker.clients.claim();
}

async function answer(question: WorkerQuestion, asking: string | undefined): Promise<WorkerAnswer> {
  switch (question.type) {
    case 'versions':
      return { type: 'versions', version: build.version, used: await usedVersion() };
    case 'check':
      await worker.registration.update();
      return { type: 'done' };
    case 'use':
      if (!(await caches.has(names.version(build.version)))) throw new Error('nothing of this version is kept any more');
      // New pages are of this version from here on, whichever worker answers them. The one in charge stays so until all pages are closed:
      // while a worker is told to make way, Chromium leaves pages waiting that are opened just then.
      await putToUse();
      await tellPages({ type: 'put to use' }, asking);
      return { type: 'done' };
  }
}
