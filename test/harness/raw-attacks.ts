import type { PageMessage } from '../../src/protocol/page-messages.ts';

type Attack = (port: MessagePort, start: Extract<PageMessage, { type: 'start' }>) => void;

const succeeded = { type: 'end', status: 'succeeded', error: null };

/** What a worker that has thrown our kit away says on its port. `end`s come last, so that each run tells what was made of the rest. */
export const rawAttacks: Record<string, Attack> = {
  malformed: (port) => {
    const cyclic: Record<string, unknown> = { type: 'output', stream: 'stdout', text: 'no' };
    cyclic['self'] = cyclic;
    const messages: unknown[] = [
      null,
      undefined,
      42,
      'end',
      [],
      new Map([['type', 'end']]),
      { type: 'nothing' },
      { type: 'output', stream: 'stdout' },
      { type: 'output', stream: 'nowhere', text: 'no' },
      { type: 'output', stream: 'stdout', text: 'no', more: true },
      { type: 'output', stream: 'stdout', text: { toString: 'no' } },
      cyclic,
      { type: 'display', json: '{"kind":"image","media_type":"image/svg+xml","data":"PHN2Zz4="}' },
      {
        type: 'display',
        json: '{"kind":"table","columns":[{"name":"a","type":"b"}],"rows":[[1,2]],"row_count":1,"truncated":false}',
      },
      { type: 'display', json: 'not json' },
      { type: 'display_rows', json: 'not json' },
      { type: 'display_rows', json: '[1]' },
      { type: 'display_rows', json: '{"length":1}' },
      { type: 'display', json: '['.repeat(100_000) },
      { type: 'file', path: '../up.txt', content: new Uint8Array(1) },
      { type: 'file', path: 'nul\u0000.txt', content: new Uint8Array(1) },
      { type: 'file', path: 'right\u202eto-left.txt', content: new Uint8Array(1) },
      { type: 'file', path: 'view.bin', content: new Uint8Array(new ArrayBuffer(1 << 20), 0, 1) },
      { type: 'file', path: 'words.bin', content: 'text' },
      { type: 'progress', done: NaN, total: 1 },
      { type: 'request', id: 1, capability: 'fetch', sql: 'https://example.com' },
      { type: 'request', id: -1, capability: 'query', sql: 'SELECT 1' },
      { type: 'end', status: 'cancelled', error: null },
      { type: 'end', status: 'succeeded', error: null, run_id: 'another' },
    ];
    port.postMessage({ type: 'started' });
    for (const message of messages) port.postMessage(message);
    port.postMessage({ ...succeeded, result_json: String(messages.length) });
  },
  repeated: (port) => {
    for (let count = 0; count < 3; count += 1) port.postMessage({ type: 'started' });
    port.postMessage({ type: 'ready', protocol: 1 });
    port.postMessage({ type: 'boot_failed', message: 'too late' });
    port.postMessage(succeeded);
    port.postMessage({ type: 'output', stream: 'stdout', text: 'after the end' });
  },
  early: (port) => {
    port.postMessage({ type: 'output', stream: 'stdout', text: 'before the start' });
    port.postMessage({ type: 'file', path: 'early.txt', content: new Uint8Array(1) });
    port.postMessage({ type: 'started' });
    port.postMessage(succeeded);
  },
  'never started': () => {
    for (;;);
  },
  'small message flood': (port) => {
    port.postMessage({ type: 'started' });
    for (;;) port.postMessage({ type: 'progress', done: 1, total: 2 });
  },
  'malformed flood': (port) => {
    for (;;) port.postMessage(0);
  },
  'text flood': (port) => {
    port.postMessage({ type: 'started' });
    const text = 'x'.repeat(32 * 1024);
    for (;;) port.postMessage({ type: 'output', stream: 'stdout', text });
  },
  'oversized messages': (port) => {
    port.postMessage({ type: 'started' });
    const text = 'x'.repeat(4 * 1024 * 1024);
    for (;;) port.postMessage({ type: 'output', stream: 'stderr', text });
  },
  'file flood': (port) => {
    port.postMessage({ type: 'started' });
    for (let count = 0; ; count += 1) port.postMessage({ type: 'file', path: `data/${count}.bin`, content: new Uint8Array(1) });
  },
  'file bytes': (port) => {
    port.postMessage({ type: 'started' });
    for (let count = 0; count < 90; count += 1)
      port.postMessage({ type: 'file', path: `data/${count}.bin`, content: new Uint8Array(2 * 1024 * 1024) });
    port.postMessage(succeeded);
  },
  'display flood': (port) => {
    port.postMessage({ type: 'started' });
    for (;;) port.postMessage({ type: 'display', json: '{"kind":"markdown","text":"again"}' });
  },
  'display bytes': (port) => {
    port.postMessage({ type: 'started' });
    const json = JSON.stringify({ kind: 'markdown', text: 'x'.repeat(3 * 1024 * 1024) });
    for (let count = 0; count < 5; count += 1) port.postMessage({ type: 'display', json });
    port.postMessage(succeeded);
  },
  'request flood': (port) => {
    port.postMessage({ type: 'started' });
    for (let id = 0; ; id += 1) port.postMessage({ type: 'request', id, capability: 'query', sql: 'SELECT 1' });
  },
  'large requests': (port) => {
    port.postMessage({ type: 'started' });
    const call = { capability: 'aws', service: 'glue', operation: 'GetTables', input_json: 'x'.repeat(8 * 1024 * 1024) };
    for (let id = 0; id < 60; id += 1) port.postMessage({ type: 'request', id, ...call });
  },
  'packages over and over': (port) => {
    let id = 0;
    setInterval(() => {
      id += 1;
      port.postMessage({ type: 'request', id, capability: 'package', name: `none ${id}` });
    }, 10);
  },
  'questions over and over': (port) => {
    port.postMessage({ type: 'started' });
    let id = 0;
    const ask = (): void => port.postMessage({ type: 'request', id: ++id, capability: 'query', sql: 'SELECT 1' });
    port.onmessage = ask;
    for (let count = 0; count < 20; count += 1) ask();
  },
  'deep result': (port) => {
    port.postMessage({ type: 'started' });
    port.postMessage({ ...succeeded, result_json: '['.repeat(1_000_000) + ']'.repeat(1_000_000) });
  },
  'large result': (port) => {
    port.postMessage({ type: 'started' });
    port.postMessage({ ...succeeded, result_json: JSON.stringify('x'.repeat(6 * 1024 * 1024)) });
  },
  'result that is no JSON': (port) => {
    port.postMessage({ type: 'started' });
    port.postMessage({ ...succeeded, result_json: '{"then": function () {}}' });
  },
  'close the port': (port) => {
    port.postMessage({ type: 'started' });
    port.close();
  },
  'close itself': (port) => {
    port.postMessage({ type: 'started' });
    self.close();
  },
  'grow the heap': (port) => {
    port.postMessage({ type: 'started' });
    const kept: unknown[] = [];
    // oxlint-disable-next-line unicorn/no-new-array -- nothing else fills a heap as fast
    for (let size = 0.5; ; size += 1) kept.push(new Array<number>(10_000_000).fill(size));
  },
  'nested worker': (port) => {
    port.postMessage({ type: 'started' });
    const url = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    const workers = Array.from({ length: 4 }, () => new Worker(url));
    if (workers.length !== 4) return;
    for (;;);
  },
};
