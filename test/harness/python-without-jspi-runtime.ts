import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { pythonRuntime } from '../../workers/python/runtime.ts';
import workerUrl from './python-without-jspi.ts?iife';

/** Python as a browser runs it whose WebAssembly cannot suspend. */
export const pythonWithoutJspi: RuntimeDescriptor = { ...pythonRuntime, workerUrl };
