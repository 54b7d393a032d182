import type { SandboxedLanguage } from '../../src/core/ports/code-sandbox.ts';
import type { Limits } from '../../src/core/limits.ts';

/** A file that a runtime needs at boot. The page fetches it (same origin) and hands the bytes over. */
export type RuntimeAsset = {
  name: string;
  url: string;
  /** Bytes of the file as served, for progress. */
  bytes: number;
  /** "gzip": the page unpacks it before handing it over. */
  encoding?: 'gzip';
};

/** The face of a language's folder: what the page must know to run it. Nothing here loads anything. */
export type RuntimeDescriptor = {
  language: SandboxedLanguage;
  /** As shown to people. */
  label: string;
  /** Name and version of the runtime, as a run records it. */
  runtime: string;
  /** URL of the worker, one classic script. */
  workerUrl: string;
  assets: RuntimeAsset[];
  /** Fetched when code first asks for one by its name (`RunHost.package`). */
  packages?: RuntimeAsset[];
  memoryLimit: keyof Pick<Limits, 'python_memory_bytes' | 'javascript_memory_bytes'>;
};
