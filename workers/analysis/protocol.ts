import type { CodeFindings } from '../../src/core/ports/code-analysis.ts';

/** What is to be read: code of JavaScript or SQL, or what Python's own parser made of Python (see `python/read-program.ts`) with its code. */
export type AnalysisJob =
  | { language: 'javascript' | 'sql'; code: string }
  | { language: 'python'; code: string; program: Uint8Array<ArrayBuffer> };

export type ToAnalysis = { id: number; job: AnalysisJob };

export type FromAnalysis = { id: number } & ({ ok: true; findings: CodeFindings } | { ok: false; message: string });
