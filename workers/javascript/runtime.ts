import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import type { RuntimeDescriptor } from '../kit/runtime-descriptor.ts';
import { packageFiles } from './package-files.ts';
import workerUrl from './worker.ts?iife';

/** JavaScript as the page knows it. */
export const javascriptRuntime: RuntimeDescriptor = {
  language: 'javascript',
  label: 'JavaScript',
  runtime: 'quickjs 2025-09-13 (quickjs-emscripten 0.32.0)',
  workerUrl,
  assets: [{ name: 'quickjs.wasm', url: wasmUrl, bytes: 503_134 }],
  packages: packageFiles,
  memoryLimit: 'javascript_memory_bytes',
};
