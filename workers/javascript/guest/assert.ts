import { inspect } from './inspect.ts';
import { deepEqual } from './deep-equal.ts';

export class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;

  constructor({
    message,
    actual,
    expected,
    operator,
  }: {
    message: string;
    actual?: unknown;
    expected?: unknown;
    operator: string;
  }) {
    super(message);
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    for (const key of ['code', 'actual', 'expected', 'operator']) Object.defineProperty(this, key, { enumerable: false });
  }
}
Object.defineProperty(AssertionError.prototype, 'name', { value: 'AssertionError', configurable: true, writable: true });

type Message = string | Error | undefined;

function check(holds: boolean, operator: string, message: Message, text: string, actual?: unknown, expected?: unknown): void {
  if (holds) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ message: message ?? text, actual, expected, operator });
}

const comparison =
  (operator: string, compare: (a: unknown, b: unknown) => boolean, said: string) =>
  (actual: unknown, expected: unknown, message?: Message) =>
    check(compare(actual, expected), operator, message, `${inspect(actual)} ${said} ${inspect(expected)}`, actual, expected);

function fits(error: unknown, expected: unknown): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') return error instanceof expected || (!isErrorClass(expected) && expected(error) === true);
  return Object.entries(expected as object).every(([key, value]) => {
    const actual = (error as Record<string, unknown>)[key];
    return value instanceof RegExp ? value.test(String(actual)) : deepEqual(actual, value, true);
  });
}

function isErrorClass(value: object): boolean {
  return 'prototype' in value && (value === Error || value.prototype instanceof Error);
}

const ok = (value: unknown, message?: Message): void =>
  check(Boolean(value), '==', message, `${inspect(value)} is not truthy`, value, true);
const rejected = async (run: unknown): Promise<{ error: unknown } | undefined> => {
  try {
    await (typeof run === 'function' ? (run as () => unknown)() : run);
    return undefined;
  } catch (error) {
    return { error };
  }
};

const methods = {
  ok,
  fail: (message: Message = 'Failed') => check(false, 'fail', message, 'Failed'),
  equal: comparison('==', (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)), '!='),
  notEqual: comparison('!=', (a, b) => a != b, '=='),
  strictEqual: comparison('strictEqual', Object.is, '!=='),
  notStrictEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b), '==='),
  deepEqual: comparison('deepEqual', (a, b) => deepEqual(a, b, false), 'is not deeply equal to'),
  deepStrictEqual: comparison('deepStrictEqual', (a, b) => deepEqual(a, b, true), 'is not deeply equal to'),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !deepEqual(a, b, false), 'is deeply equal to'),
  notDeepStrictEqual: comparison('notDeepStrictEqual', (a, b) => !deepEqual(a, b, true), 'is deeply equal to'),
  match: (text: unknown, pattern: RegExp, message?: Message) =>
    check(pattern.test(String(text)), 'match', message, `${inspect(text)} does not match ${String(pattern)}`),
  doesNotMatch: (text: unknown, pattern: RegExp, message?: Message) =>
    check(!pattern.test(String(text)), 'doesNotMatch', message, `${inspect(text)} matches ${String(pattern)}`),
  throws: (run: () => unknown, expected?: unknown, message?: Message) => {
    let caught: { error: unknown } | undefined;
    try {
      run();
    } catch (error) {
      caught = { error };
    }
    check(caught !== undefined, 'throws', typeof expected === 'string' ? expected : message, 'Missing expected exception');
    if (typeof expected !== 'string' && caught !== undefined && !fits(caught.error, expected)) throw caught.error;
  },
  doesNotThrow: (run: () => unknown) => void run(),
  rejects: async (run: unknown, expected?: unknown, message?: Message) => {
    const caught = await rejected(run);
    check(caught !== undefined, 'rejects', message, 'Missing expected rejection');
    if (caught !== undefined && !fits(caught.error, expected)) throw caught.error;
  },
  ifError: (value: unknown) => {
    if (value !== null && value !== undefined) throw value;
  },
  AssertionError,
};

const loose = Object.assign((value: unknown, message?: Message) => ok(value, message), methods);
const strict: object = Object.assign((value: unknown, message?: Message) => ok(value, message), methods, {
  equal: methods.strictEqual,
  notEqual: methods.notStrictEqual,
  deepEqual: methods.deepStrictEqual,
  notDeepEqual: methods.notDeepStrictEqual,
});

/** Node's `assert`. */
export const assert = Object.assign(loose, { strict });
