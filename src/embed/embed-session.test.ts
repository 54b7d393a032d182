import { afterEach, expect, test, vi } from 'vitest';
import { PolicyError } from '../core/app-error.ts';
import type { EmbedCapability } from '../core/embedding.ts';
import type { EmbedGrants } from '../core/ports/embed-grants.ts';
import type { EmbedAnswer, EmbedRequest } from '../protocol/embed.ts';
import type { CallOptions } from '../tools/tool.ts';
import { EmbedSession, type SessionParts } from './embed-session.ts';

const ORIGIN = 'https://a.example';

/** Grants that a test turns; the store has tests of its own. */
function grantsOf(...given: EmbedCapability[]) {
  let granted = new Set(given);
  const listeners = new Set<() => void>();
  const set = (...next: EmbedCapability[]): void => {
    granted = new Set(next);
    for (const listener of listeners) listener();
  };
  const grants: EmbedGrants = {
    list: () => [],
    of: (origin) => (origin === ORIGIN ? granted : new Set()),
    allow: () => Promise.resolve(),
    revoke: () => Promise.resolve(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { grants, set };
}

type Called = { name: string; input: unknown; options: CallOptions };
const opened: EmbedSession[] = [];
afterEach(() => {
  for (const session of opened.splice(0)) session.end();
});

/** A session over a real port, with a toolbox that a test answers for. */
function begin(granted: EmbedCapability[], wanted: EmbedCapability[], more: Partial<SessionParts> = {}) {
  const { port1, port2 } = new MessageChannel();
  const { grants, set } = grantsOf(...granted);
  const calls: Called[] = [];
  const answers: PromiseWithResolvers<unknown>[] = [];
  const said: EmbedAnswer[] = [];
  port2.onmessage = ({ data }: MessageEvent<EmbedAnswer>) => void said.push(data);
  const parts: SessionParts = {
    grants,
    selectedConnection: () => 'sample',
    toolbox: {
      call(name, input, options = {}) {
        calls.push({ name, input, options });
        const answer = Promise.withResolvers<unknown>();
        answers.push(answer);
        return answer.promise;
      },
    },
    ask: () => Promise.reject(new PolicyError('refused')),
    ...more,
  };
  const session = new EmbedSession(port1, ORIGIN, wanted, parts, () => undefined);
  opened.push(session);
  const say = (message: EmbedRequest): void => port2.postMessage(message);
  const call = (id: number, name: string, input: unknown = {}): void =>
    say({ type: 'call_tool', id, name, input_json: JSON.stringify(input) });
  return { session, set, calls, answers, said, say, call, port: port2 };
}

test('a capability that is granted to the origin and was not wanted by this client is not its own', async () => {
  const { call, said, calls } = begin(['read', 'delete'], ['read']);
  call(1, 'delete_file', { path: 'a' });
  await vi.waitFor(() => expect(said).toHaveLength(1));
  expect(said[0]).toMatchObject({ type: 'error', id: 1, name: 'PolicyError' });
  expect(calls).toEqual([]);
});

test('what is revoked under way is aborted, told once, and its answer and events are heard no more', async () => {
  const { set, call, said, calls, answers } = begin(['run', 'read'], ['run', 'read']);
  call(1, 'execute_code', { language: 'python', code: '' });
  call(2, 'list_workflows');
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  set('read');
  expect(calls[0]?.options.signal?.aborted).toBe(true);
  expect(calls[1]?.options.signal?.aborted).toBe(false);
  calls[0]?.options.onEvent?.({ run_id: 'r', type: 'stdout', text: 'too late' });
  for (const [at, answer] of answers.entries()) answer.resolve(at);
  await vi.waitFor(() => expect(said).toHaveLength(3));
  expect(said).toMatchObject([
    { type: 'error', id: 1, name: 'PolicyError' },
    { type: 'capabilities', granted: ['read'] },
    { type: 'result', id: 2, result_json: '1' },
  ]);
});

test('revoked between the call and its coming: it is not done', async () => {
  const { set, call, said, calls } = begin(['write'], ['write']);
  call(1, 'write_file', { path: 'a', content: '' });
  set();
  await vi.waitFor(() => expect(said).toHaveLength(2));
  expect(said[1]).toMatchObject({ type: 'error', id: 1, name: 'PolicyError' });
  expect(calls).toEqual([]);
});

test('a run asks AWS and changes files only as far as that is granted when it does, and ends when that is revoked', async () => {
  const { set, call, calls, said } = begin(['run', 'write'], ['run', 'write', 'delete', 'aws']);
  call(1, 'execute_code', { language: 'python', code: '' });
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  const options = calls[0]?.options;
  expect(await options?.confirmAws?.()).toBe(false);
  expect(await options?.confirmChanges?.([{ path: 'a', deleted: true }])).toBe(false);
  expect(await options?.confirmChanges?.([{ path: 'a', deleted: false }])).toBe(true);
  set('run', 'write', 'aws');
  expect(await options?.confirmAws?.()).toBe(true);
  set('run', 'write');
  expect(options?.signal?.aborted).toBe(true);
  await vi.waitFor(() => expect(said.at(-1)).toMatchObject({ type: 'capabilities', granted: ['run', 'write'] }));
});

test('an abort reaches its call alone; the end of the session reaches all', async () => {
  const { session, call, say, calls } = begin(['read'], ['read']);
  call(1, 'list_workflows');
  call(2, 'list_workflows');
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  say({ type: 'abort', id: 1 });
  await vi.waitFor(() => expect(calls[0]?.options.signal?.aborted).toBe(true));
  expect(calls[1]?.options.signal?.aborted).toBe(false);
  session.end();
  expect(calls[1]?.options.signal?.aborted).toBe(true);
});

test('where the other end of the port is gone, all is ended', async () => {
  const { call, calls, port, session } = begin(['run'], ['run']);
  call(1, 'execute_code', { language: 'python', code: '' });
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  port.close();
  await vi.waitFor(() => expect(calls[0]?.options.signal?.aborted).toBe(true));
  session.end();
});

test('one number for two calls is none: the second is dropped and counted', async () => {
  const { session, call, calls, port } = begin(['read'], ['read']);
  call(1, 'list_workflows');
  call(1, 'list_connections');
  port.postMessage({ type: 'call_tool', id: 2, name: 'list_workflows', input_json: '{}', more: 1 });
  await vi.waitFor(() => expect(session.dropped).toBe(2));
  expect(calls.map(({ name }) => name)).toEqual(['list_workflows']);
});

test('what the person was asked for is wanted from then on, granted or not', async () => {
  const asked: unknown[] = [];
  const granting = begin([], ['read'], {
    ask(wanted) {
      asked.push(wanted);
      granting.set('run');
      return Promise.resolve();
    },
  });
  granting.say({ type: 'request_capabilities', id: 1, capabilities: ['run'] });
  await vi.waitFor(() => expect(granting.said).toContainEqual({ type: 'result', id: 1, result_json: '["run"]' }));
  expect(asked).toEqual([['read', 'run']]);

  const refusing = begin([], ['read']);
  refusing.say({ type: 'request_capabilities', id: 1, capabilities: ['aws'] });
  await vi.waitFor(() => expect(refusing.said).toMatchObject([{ type: 'error', id: 1, name: 'PolicyError' }]));
});

test('a mistake of our own tells an embedding page nothing of itself', async () => {
  vi.stubGlobal('reportError', () => undefined);
  const { call, answers, said } = begin(['read'], ['read']);
  call(1, 'list_workflows');
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.reject(new TypeError('secret of line 7'));
  await vi.waitFor(() => expect(said).toHaveLength(1));
  expect(said[0]).toMatchObject({ type: 'error', name: 'Error' });
  expect(JSON.stringify(said)).not.toContain('secret');
  vi.unstubAllGlobals();
});
