import analysisWorkerUrl from '../../../workers/analysis/worker.ts?iife';
import type { AnalysisJob, FromAnalysis, ToAnalysis } from '../../../workers/analysis/protocol.ts';
import { ToolInputError } from '../../core/app-error.ts';
import type { CodeFindings } from '../../core/ports/code-analysis.ts';
import type { Abort } from '../../core/ports/abort.ts';
import { startBlobWorker } from '../blob-worker.ts';
import { findingsSchema } from './findings-schema.ts';

/** Code that takes longer than this to be read is not read. */
const LIMIT_MS = 15_000;

/**
 * The workers that read code: each reads one text at a time, and one that is idle is kept. What is aborted, or takes too long, ends with
 * its worker.
 */
export class AnalysisWorkers {
  #idle: Worker | undefined;
  #lastId = 0;

  /** Rejects with `AbortError`, with `ToolInputError` for code that takes too long, and with `Error` where the worker fails. */
  async read(job: AnalysisJob, signal?: Abort): Promise<CodeFindings> {
    const worker = await this.#take();
    let isWhole = false;
    try {
      const answer = await this.#ask(worker, job, signal);
      isWhole = true;
      if (!answer.ok) throw new Error(`The code could not be read: ${answer.message}`);
      return findingsSchema.parse(answer.findings);
    } finally {
      if (isWhole && this.#idle === undefined) this.#idle = worker;
      else worker.terminate();
    }
  }

  async #take(): Promise<Worker> {
    const idle = this.#idle;
    this.#idle = undefined;
    return idle ?? (await startBlobWorker(analysisWorkerUrl, 'analysis'));
  }

  #ask(worker: Worker, job: AnalysisJob, signal: Abort | undefined): Promise<FromAnalysis> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<FromAnalysis>();
    const onMessage = ({ data }: MessageEvent<FromAnalysis>) => {
      if (data.id === id) resolve(data);
    };
    const onError = (event: ErrorEvent) => reject(new Error(event.message || 'The worker that reads code has stopped'));
    const onAbort = () => reject(abortError());
    const late = setTimeout(() => {
      reject(
        new ToolInputError(`code: it takes more than ${LIMIT_MS / 1000} seconds to be read; shorten it to see what it touches`),
      );
    }, LIMIT_MS);
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    else worker.postMessage({ id, job } satisfies ToAnalysis, job.language === 'python' ? [job.program.buffer] : []);
    return promise.finally(() => {
      clearTimeout(late);
      worker.removeEventListener('message', onMessage);
      worker.removeEventListener('error', onError);
      signal?.removeEventListener('abort', onAbort);
    });
  }
}

export function abortError(): DOMException {
  return new DOMException('The reading of the code was stopped', 'AbortError');
}
