import { host } from './host.ts';

type Callback = (...args: unknown[]) => unknown;
type Entry = { callback: Callback; args: unknown[]; interval: number | undefined };

const MAX_DELAY_MS = 2 ** 31 - 1;
const entries = new Map<number, Entry>();
let lastId = 0;

/** What `setTimeout` answers: a number where one is wanted, with Node's methods. */
class Timeout {
  readonly #id: number;
  constructor(id: number) {
    this.#id = id;
  }
  [Symbol.toPrimitive](): number {
    return this.#id;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  refresh(): this {
    return this;
  }
  close(): this {
    clearTimer(this);
    return this;
  }
}

function setTimer(name: string, callback: unknown, ms: unknown, args: unknown[], repeats: boolean): Timeout {
  if (typeof callback !== 'function') throw new TypeError(`${name}: the callback must be a function, got ${typeof callback}`);
  const delay = Math.trunc(Number(ms));
  const wait = delay >= 1 && delay <= MAX_DELAY_MS ? delay : 1;
  lastId += 1;
  entries.set(lastId, { callback: callback as Callback, args, interval: repeats ? wait : undefined });
  host.setTimer(lastId, wait);
  return new Timeout(lastId);
}

function clearTimer(timer: unknown): void {
  const id = Number(timer);
  if (entries.delete(id)) host.clearTimer(id);
}

/** A timer is due. */
export function fireTimer(id: number): void {
  const entry = entries.get(id);
  if (entry === undefined) return;
  if (entry.interval === undefined) entries.delete(id);
  else host.setTimer(id, entry.interval);
  entry.callback(...entry.args);
}

export const timers = {
  setTimeout: (callback: unknown, ms?: unknown, ...args: unknown[]) => setTimer('setTimeout', callback, ms, args, false),
  setInterval: (callback: unknown, ms?: unknown, ...args: unknown[]) => setTimer('setInterval', callback, ms, args, true),
  setImmediate: (callback: unknown, ...args: unknown[]) => setTimer('setImmediate', callback, 0, args, false),
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
  clearImmediate: clearTimer,
};

export function queueMicrotask(callback: unknown): void {
  if (typeof callback !== 'function')
    throw new TypeError(`queueMicrotask: the callback must be a function, got ${typeof callback}`);
  void Promise.resolve().then(() => void (callback as Callback)());
}

const wait = <T>(ms?: number, value?: T): Promise<T | undefined> =>
  new Promise((resolve) => void timers.setTimeout(() => resolve(value), ms));

export const timersPromises = {
  setTimeout: wait,
  setImmediate: <T>(value?: T) => wait(0, value),
  setInterval: async function* <T>(ms?: number, value?: T) {
    for (;;) yield await wait(ms, value);
  },
  scheduler: { wait, yield: () => wait(0) },
};
