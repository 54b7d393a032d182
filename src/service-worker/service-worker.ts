import type { WorkerAnswer, WorkerQuestion } from '../core/offline/worker-messages.ts';
import { install } from './install.ts';
import { answerRequests } from './routes.ts';
import { build, names, worker } from './scope.ts';
import { usedVersion, putToUse } from './state.ts';

worker.addEventListener('install', (event) => event.waitUntil(install(event)));

worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (port === undefined) return;
  const answering = answer(event.data as WorkerQuestion).catch((error: unknown): WorkerAnswer => ({
    type: 'failed',
    message: String(error),
  }));
  event.waitUntil(answering.then((said) => port.postMessage(said)));
});

answerRequests();

/** How long the person waits for the worker before to end what it is at. */
const PATIENCE_MS = 5000;

/**
 * The browser may put this worker in charge by itself, when all pages are closed. Which version new pages are of is not its to say:
 * that stays as it is until the person agrees.
 */
async function activate(): Promise<void> {
  if ((await usedVersion()) === build.version) await putToUse();
  await worker.clients.claim();
}

async function answer(question: WorkerQuestion): Promise<WorkerAnswer> {
  switch (question.type) {
    case 'versions':
      return { type: 'versions', version: build.version, used: await usedVersion() };
    case 'check':
      await worker.registration.update();
      return { type: 'done' };
    case 'use':
      if (!(await caches.has(names.version(build.version)))) throw new Error('nothing of this version is kept any more');
      await putToUse();
      // New pages are of this version from here on, whichever worker answers them. The one before may be at something for long.
      await Promise.race([worker.skipWaiting(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      return { type: 'done' };
  }
}
