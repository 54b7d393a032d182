import { sealScope } from '../../src/core/seal-scope.ts';
import { analyse } from './analyse.ts';
import type { FromAnalysis, ToAnalysis } from './protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

sealScope(self);

self.addEventListener('message', ({ data: { id, job } }: MessageEvent<ToAnalysis>) => self.postMessage(answer(id, job)));

function answer(id: number, job: ToAnalysis['job']): FromAnalysis {
  try {
    return { id, ok: true, findings: analyse(job) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
