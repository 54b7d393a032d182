import events from 'events';
import { print } from './console.ts';
import { host } from './host.ts';

const NO_PERSON = 'Nobody can answer while code runs: take what it needs from `params`';

/** `process`, as far as it makes sense without one. */
export function makeProcess(): object {
  const started = host.now();
  const hrtime = (since?: [number, number]): [number, number] => {
    const ms = host.now() - (since === undefined ? 0 : since[0] * 1000 + since[1] / 1e6);
    return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
  };
  const emitter = new events.EventEmitter();
  const process = {
    env: {},
    argv: ['node', '/main.js'],
    execArgv: [],
    platform: 'browser',
    arch: 'wasm32',
    pid: 1,
    title: 'sandbank',
    version: 'v22.0.0',
    versions: { node: '22.0.0' },
    exitCode: undefined as number | undefined,
    cwd: () => '/',
    uptime: () => (host.now() - started) / 1000,
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.round(host.now() * 1e6)) }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    exit: (code?: unknown) => {
      host.exit(Number(code ?? process.exitCode ?? 0));
      // The interpreter is stopped at its next loop: here.
      for (;;);
    },
    abort: () => process.exit(134),
    nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
    emitWarning: (warning: unknown) => print('stderr', `Warning: ${String(warning)}\n`),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    get stdin(): never {
      throw new Error(NO_PERSON);
    },
  };
  for (const method of [
    'on',
    'once',
    'off',
    'addListener',
    'removeListener',
    'removeAllListeners',
    'emit',
    'listenerCount',
  ] as const)
    Object.defineProperty(process, method, { value: emitter[method].bind(emitter), enumerable: false });
  return process;
}

function stream(name: 'stdout' | 'stderr'): object {
  const write = (text: unknown, encoding?: unknown, done?: unknown): boolean => {
    print(name, text instanceof Uint8Array ? new TextDecoder().decode(text) : String(text));
    const callback = [encoding, done].find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (callback !== undefined) queueMicrotask(callback);
    return true;
  };
  return {
    write,
    isTTY: false,
    columns: 80,
    end: (text?: unknown) => void (text !== undefined && write(text)),
    on: () => undefined,
    once: () => undefined,
  };
}

export function noPerson(name: string): () => never {
  return () => {
    throw new Error(`${name}() cannot ask: ${NO_PERSON.charAt(0).toLowerCase()}${NO_PERSON.slice(1)}, for example params.month`);
  };
}

export function noNetwork(name: string): () => never {
  // A function, not an arrow: `new XMLHttpRequest()` should get as far as this.
  return function () {
    throw new Error(
      `${name} is not possible: code in here has no network. Use \`await query(sql)\` for the connection's data and \`fs\` for workspace files`,
    );
  };
}
