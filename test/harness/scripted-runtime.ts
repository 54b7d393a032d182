import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import brokenUrl from './broken-worker.ts?iife';
import muteUrl from './mute-worker.ts?iife';
import workerUrl from './scripted-worker.ts?iife';

/** What the scripted runtime can do, one after the other. `spin` never ends by itself. */
export type Step =
  | { do: 'print'; text: string; to?: 'stdout' | 'stderr'; times?: number }
  | { do: 'display'; display: unknown }
  | { do: 'write'; path: string; bytes: number | null }
  | { do: 'query'; sql: string }
  | { do: 'params' }
  | { do: 'result'; json: string }
  | { do: 'sleep'; ms: number }
  | { do: 'spin'; soft?: boolean }
  | { do: 'throw'; message: string }
  | { do: 'close' };

export const scriptedRuntime: RuntimeDescriptor = {
  language: 'javascript',
  label: 'Script',
  runtime: 'scripted 1',
  workerUrl,
  assets: [],
  memoryLimit: 'javascript_memory_bytes',
};

/** Its script throws before it hears the page. */
export const brokenRuntime: RuntimeDescriptor = { ...scriptedRuntime, label: 'Broken', workerUrl: brokenUrl };

/** Starts and says nothing. */
export const muteRuntime: RuntimeDescriptor = { ...scriptedRuntime, label: 'Mute', workerUrl: muteUrl };
