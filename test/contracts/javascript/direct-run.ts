import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { Display } from '../../../src/core/display.ts';
import type { Cell, JsonObject } from '../../../src/core/json.ts';
import { JavascriptRuntime } from '../../../workers/javascript/javascript-runtime.ts';
import { clientPackages, SDK_CORE } from '../../../workers/javascript/packages.ts';
import {
  HostRequestError,
  type AwsOutput,
  type AwsRequest,
  type QueryRows,
  type RunEnd,
  type RunHost,
} from '../../../workers/kit/serve.ts';

const wasm = await readFile(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
const MB = 1024 * 1024;

export type DirectRun = {
  end: RunEnd;
  /** The result's value; undefined where there is none. */
  value: unknown;
  stdout: string;
  stderr: string;
  displays: Display[];
  /** Text by path, as written last; null: deleted. */
  changes: Record<string, string | null>;
  /** What the rehearsal said. */
  rehearsal: { stdout: string; changes: Record<string, string | null> };
};

export type DirectOptions = {
  params?: JsonObject;
  files?: Record<string, string>;
  timeoutMs?: number;
  memoryBytes?: number;
  query?: (sql: string) => Promise<QueryRows>;
  /** Answers AWS calls. */
  aws?: (request: AwsRequest) => Promise<AwsOutput>;
  env?: Record<string, string>;
  /** True: the runtime has rehearsed before, as that of a spare has. */
  rehearsed?: boolean;
};

const noQuery = (): Promise<QueryRows> =>
  Promise.reject(new HostRequestError('Table "x" does not exist', { type: 'QueryError', line: 1, position: 8 }));

const noCall = (): Promise<AwsOutput> =>
  Promise.reject(new HostRequestError('this test answers no call', { type: 'PolicyError' }));

/** Runs code in QuickJS as its worker does, but in this realm and without a page. */
export async function runDirectly(code: string, options: DirectOptions = {}): Promise<DirectRun> {
  const { params = {}, files = {}, timeoutMs = 10_000, memoryBytes = 128 * MB } = options;
  const contents = Object.entries(files).map(([path, text]) => ({ path, content: new Blob([text]), text }));
  const runtime = new JavascriptRuntime((blob) => {
    const found = contents.find(({ content }) => content === blob);
    return new TextEncoder().encode(found?.text ?? 'service,cost\nAmazonEC2,12.5\n');
  });
  await runtime.boot({ assets: { 'quickjs.wasm': new Blob([wasm]) }, memoryBytes });
  const recorder = new Recorder(timeoutMs, options.query ?? noQuery, options.aws ?? noCall);
  const limits = {
    timeout_ms: timeoutMs,
    output_bytes: MB,
    flood_bytes: 64 * MB,
    displays: 100,
    display_bytes: 10 * MB,
    files: 100,
    file_bytes: 100 * MB,
    result_bytes: 5 * MB,
  };
  const start = {
    type: 'start' as const,
    code,
    params,
    params_json: JSON.stringify(params),
    env: options.env ?? {},
    files: contents,
    limits,
  };
  const rehearsal = new Recorder(timeoutMs, noQuery, noCall);
  if (options.rehearsed === true)
    for (const step of runtime.rehearse(
      { ...start, params: { month: '2026-11' }, params_json: '{"month":"2026-11"}' },
      () => rehearsal,
    ))
      await step;
  const end = await runtime.run(start, recorder);
  const value: unknown = end.result_json === undefined ? undefined : JSON.parse(end.result_json);
  const { stdoutText: stdout, stderrText: stderr, displays, changes } = recorder;
  return {
    end,
    value,
    stdout,
    stderr,
    displays,
    changes,
    rehearsal: { stdout: rehearsal.stdoutText, changes: rehearsal.changes },
  };
}

class Recorder implements RunHost {
  stdoutText = '';
  stderrText = '';
  readonly displays: Display[] = [];
  readonly changes: Record<string, string | null> = {};
  readonly query: (sql: string) => Promise<QueryRows>;
  readonly aws: (request: AwsRequest) => Promise<AwsOutput>;
  readonly #timeoutMs: number;
  #startedAt = Infinity;

  constructor(timeoutMs: number, query: (sql: string) => Promise<QueryRows>, aws: (request: AwsRequest) => Promise<AwsOutput>) {
    this.#timeoutMs = timeoutMs;
    this.query = query;
    this.aws = aws;
  }
  started(): void {
    this.#startedAt = performance.now();
  }
  stdout(text: string): void {
    this.stdoutText += text;
  }
  stderr(text: string): void {
    this.stderrText += text;
  }
  display(json: string, parts: readonly string[] = []): void {
    const display = JSON.parse(json) as Display;
    if (display.kind === 'table') display.rows = [...parts.flatMap((part) => JSON.parse(part) as Cell[][]), ...display.rows];
    this.displays.push(display);
  }
  file(path: string, content: Uint8Array | null): void {
    this.changes[path] = content === null ? null : new TextDecoder().decode(content);
  }
  progress(): void {}
  async package(name: string): Promise<Blob> {
    const file = name === SDK_CORE ? name : clientPackages.find((each) => each.name === name)?.file;
    if (file === undefined) throw new HostRequestError(`JavaScript has no package "${name}" here.`, { type: 'PackageError' });
    return new Blob([gunzipSync(await readFile(new URL(`../../../.cache/javascript/${file}.bin`, import.meta.url)))]);
  }
  tick(): void {}
  pastDeadline(): boolean {
    return performance.now() - this.#startedAt >= this.#timeoutMs;
  }
}
