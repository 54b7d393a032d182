import type { WorkerAnswer, WorkerQuestion } from '../../core/offline/worker-messages.ts';

/** A worker that the browser first has to start may take its time on a busy machine. */
const SILENCE_MS = 20_000;

/** The worker answered that it could not do it. */
export class WorkerFailure extends Error {}

/** Throws `WorkerFailure` where the worker says that it failed, and another error where it says nothing. */
export async function askWorker(
  worker: ServiceWorker,
  question: WorkerQuestion,
): Promise<Exclude<WorkerAnswer, { type: 'failed' }>> {
  const { port1, port2 } = new MessageChannel();
  const answered = Promise.withResolvers<WorkerAnswer>();
  // What answers there is a worker of ours.
  port1.onmessage = ({ data }) => answered.resolve(data as WorkerAnswer);
  const timer = setTimeout(() => answered.reject(new Error('the service worker does not answer')), SILENCE_MS);
  worker.postMessage(question, [port2]);
  try {
    const answer = await answered.promise;
    if (answer.type === 'failed') throw new WorkerFailure(answer.message);
    return answer;
  } finally {
    clearTimeout(timer);
    port1.close();
  }
}
