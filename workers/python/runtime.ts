import boto from '../../.cache/python/boto.json';
import botoUrl from '../../.cache/python/boto.bin?url';
import wasmUrl from '../../.cache/python/interpreter.bin?url';
import sizes from '../../.cache/python/sizes.json';
import snapshotUrl from '../../.cache/python/snapshot.bin?url';
import stdlibUrl from 'pyodide/python_stdlib.zip?url';
import type { RuntimeDescriptor } from '../kit/runtime-descriptor.ts';
import workerUrl from './worker.ts?iife';

/** Python as the page knows it. The files under `.cache/python` are made by the scripts of `scripts/python`. */
export const pythonRuntime: RuntimeDescriptor = {
  language: 'python',
  label: 'Python',
  runtime: 'pyodide 0.29.5, python 3.13',
  workerUrl,
  assets: [
    { name: 'pyodide.asm.wasm', url: wasmUrl, bytes: sizes.wasm, encoding: 'gzip' },
    { name: 'python_stdlib.zip', url: stdlibUrl, bytes: sizes.stdlib },
    { name: 'snapshot', url: snapshotUrl, bytes: sizes.snapshot, encoding: 'gzip' },
  ],
  packages: boto.bytes > 0 ? [{ name: 'boto3', url: botoUrl, bytes: boto.bytes, encoding: 'gzip' }] : [],
  memoryLimit: 'python_memory_bytes',
};
