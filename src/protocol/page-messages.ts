import type { CapabilityFault } from '../core/ports/code-sandbox.ts';

/** What the page says to a worker on the port of its run. The worker trusts it. */
export type PageMessage =
  | {
      type: 'start';
      code: string;
      /** A JSON object. */
      params_json: string;
      /** Variables of the environment, which both languages have: `process.env`, `os.environ`. Never a secret. */
      env?: Record<string, string>;
      /** The workspace as it is now, by reference: content is read when the code opens the file. */
      files: { path: string; content: Blob }[];
      limits: RunLimits;
    }
  | {
      type: 'answer';
      id: number;
      /** Milliseconds for which the run's clock has stood still so far. */
      paused_ms: number;
      answer: PageAnswer;
    };

/** Rows of a query; what AWS answered (see `aws-wire.ts`); the bytes of a package, unpacked; or why there is nothing. */
export type PageAnswer =
  | { ok: true; columns: { name: string; type: string }[]; chunks: Uint8Array<ArrayBuffer>[]; row_count: number }
  | { ok: true; output_json: string; blobs: Uint8Array<ArrayBuffer>[] }
  | { ok: true; package: Blob }
  | { ok: false; error: CapabilityFault };

/** The caps of a run that its worker keeps too (the page keeps them again). Sizes are bytes. */
export type RunLimits = {
  timeout_ms: number;
  output_bytes: number;
  flood_bytes: number;
  displays: number;
  display_bytes: number;
  files: number;
  file_bytes: number;
  result_bytes: number;
};

/** What the frame hands a new worker, with the port of its run among the transferred. Assets are read while booting only. */
export type BootMessage = {
  type: 'boot';
  assets: Record<string, Blob>;
  memory_bytes: number;
  port: MessagePort;
};
