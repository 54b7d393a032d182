import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import workerUrl from './raw-worker.ts?iife';

/** A worker whose code is the name of one of `rawAttacks`. */
export const rawRuntime: RuntimeDescriptor = {
  language: 'javascript',
  label: 'Raw',
  runtime: 'raw 1',
  workerUrl,
  assets: [],
  memoryLimit: 'javascript_memory_bytes',
};
