import events from 'events';
import path from 'path-browserify';
import { assert } from './assert.ts';
import { nodeCrypto } from './crypto.ts';
import { deepEqual } from './deep-equal.ts';
import { TextDecoder, TextEncoder } from './encoding.ts';
import { host, parseJson, wire } from './host.ts';
import { inspect, inspection } from './inspect.ts';
import { packageOf } from './packages.ts';
import { readline } from './readline.ts';
import { stream, streamPromises } from './stream.ts';
import { timers, timersPromises } from './timers.ts';
import { URL, URLSearchParams } from './url.ts';

type Make = () => object;
type Callback = (error: unknown, value?: unknown) => void;

const EXTENSIONS = ['', '.js', '.cjs', '.mjs', '.json', '/index.js', '/index.json'];

/** Node's modules that there are, each made when it is first asked for. */
export function builtinModules(fs: Record<string, unknown>, process: object): Record<string, Make> {
  const lazyBuffer: Make = () => (globalThis as unknown as { Buffer: object }).Buffer;
  return {
    assert: () => assert,
    'assert/strict': () => assert.strict,
    buffer: () => ({ Buffer: lazyBuffer(), constants: { MAX_LENGTH: 2 ** 31 - 1 } }),
    console: () => console,
    crypto: () => nodeCrypto,
    events: () => Object.assign(events, { EventEmitter: events.EventEmitter, once: events.once }),
    fs: () => fs,
    'fs/promises': () => fs['promises'] as object,
    module: () => ({
      createRequire: (from: unknown) => requireFrom(String(from).replace(/^file:\/\//u, '')),
      builtinModules: builtinNames(),
    }),
    os: () => os,
    path: () => pathModule,
    'path/posix': () => pathModule,
    perf_hooks: () => ({ performance }),
    process: () => process,
    readline: () => readline,
    'readline/promises': () => readline,
    stream: () => ({ ...stream, promises: streamPromises }),
    'stream/promises': () => streamPromises,
    timers: () => timers,
    'timers/promises': () => timersPromises,
    url: () => urlModule,
    util: () => util(),
  };
}

export const pathModule: object = Object.assign(path, { posix: path });

const os = {
  EOL: '\n',
  platform: () => 'browser',
  type: () => 'Sandbank',
  arch: () => 'wasm32',
  release: () => '1',
  hostname: () => 'sandbank',
  homedir: () => '/',
  tmpdir: () => '/tmp',
  cpus: () => [],
  totalmem: () => 0,
  freemem: () => 0,
  uptime: () => host.now() / 1000,
  userInfo: () => ({ username: 'analyst', uid: 1000, gid: 1000, shell: null, homedir: '/' }),
};

const urlModule = {
  URL,
  URLSearchParams,
  fileURLToPath: (url: unknown) => decodeURIComponent(new URL(url).toString().replace(/^file:\/\//u, '')),
  pathToFileURL: (file: unknown) => new URL(`file://${path.resolve('/', String(file))}`),
  parse: (url: unknown) => new URL(url),
  format: (url: unknown) => String(url),
};

function util(): object {
  const { format, formatWithOptions } = inspection();
  return {
    inspect: inspection().inspect,
    format,
    formatWithOptions,
    promisify,
    callbackify:
      (run: (...args: unknown[]) => Promise<unknown>) =>
      (...args: unknown[]) => {
        const callback = args.pop() as Callback;
        run(...args).then((value) => callback(null, value), callback);
      },
    inherits: (child: { prototype: object }, parent: { prototype: object }) =>
      Object.setPrototypeOf(child.prototype, parent.prototype) as unknown,
    deprecate: (run: unknown) => run,
    isDeepStrictEqual: (a: unknown, b: unknown) => deepEqual(a, b, true),
    types: {
      isDate: (value: unknown) => value instanceof Date,
      isRegExp: (value: unknown) => value instanceof RegExp,
      isPromise: (value: unknown) => value instanceof Promise,
      isMap: (value: unknown) => value instanceof Map,
      isSet: (value: unknown) => value instanceof Set,
      isNativeError: (value: unknown) => value instanceof Error,
      isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
      isUint8Array: (value: unknown) => value instanceof Uint8Array,
    },
    TextEncoder,
    TextDecoder,
  };
}

/** The promise form of a function that takes a callback; functions that have one of their own give that. */
function promisify(run: (...args: unknown[]) => unknown): (...args: unknown[]) => Promise<unknown> {
  if ((run as unknown) === timers.setTimeout) return timersPromises.setTimeout as (...args: unknown[]) => Promise<unknown>;
  return (...args) =>
    new Promise((resolve, reject) => {
      run(...args, (error: unknown, value: unknown) => (error === null || error === undefined ? resolve(value) : reject(error)));
    });
}

let makers: Record<string, Make> = {};
const made = new Map<string, object>();
const files = new Map<string, { exports: unknown }>();

export function installModules(modules: Record<string, Make>): void {
  makers = modules;
}

export function builtinNames(): string[] {
  return Object.keys(makers);
}

/** One of Node's modules by name, with or without `node:`. */
export function builtin(name: string): object | undefined {
  const plain = name.replace(/^node:/u, '');
  const known = made.get(plain);
  if (known !== undefined || !Object.hasOwn(makers, plain)) return known;
  const module = (makers[plain] as Make)();
  made.set(plain, module);
  return module;
}

/** One of Node's modules, or a package. */
function moduleNamed(name: string): object | undefined {
  return builtin(name) ?? packageOf(name);
}

export function requireNamed(name: string): object {
  return moduleNamed(name) ?? throwMissing(name);
}

/** `require` for a script at this path of the workspace. */
export function requireFrom(from: string): (name: unknown) => unknown {
  const directory = path.dirname(from);
  const require = (name: unknown): unknown => {
    if (typeof name !== 'string') throw new TypeError(`require() takes a module's name, got ${inspect(name)}`);
    if (!/^\.{0,2}\//u.test(name) && name !== '.' && name !== '..') return requireNamed(name);
    return requireFile(resolveFile(path.resolve('/', directory, name)) ?? throwMissing(name));
  };
  return Object.assign(require, {
    resolve: (name: string) => (moduleNamed(name) ? name : resolveFile(path.resolve('/', directory, name))),
    main: undefined,
    cache: {},
  });
}

function throwMissing(name: string): never {
  throw Object.assign(new Error(host.missingModule(wire(name))), { code: 'MODULE_NOT_FOUND' });
}

function resolveFile(file: string): string | undefined {
  return EXTENSIONS.map((extension) => file + extension).find((candidate) => {
    const json = host.stat(wire(candidate));
    return json !== '' && (parseJson(json) as { kind: string }).kind === 'file';
  });
}

function requireFile(file: string): unknown {
  const known = files.get(file);
  if (known !== undefined) return known.exports;
  if (file.endsWith('.json')) return requireJson(file);
  const module = { id: file, filename: file, exports: {} as unknown };
  files.set(file, module);
  try {
    const run = host.compile(wire(file));
    Reflect.apply(run, module.exports, [requireFrom(file), module, module.exports, file, path.dirname(file)]);
  } catch (error) {
    files.delete(file);
    throw error;
  }
  return module.exports;
}

function requireJson(file: string): unknown {
  try {
    const exports = parseJson(host.readText(wire(file), 'utf-8')) as unknown;
    files.set(file, { exports });
    return exports;
  } catch (error) {
    if (error instanceof SyntaxError) error.message = `${file.slice(1)}: ${error.message}`;
    throw error;
  }
}
