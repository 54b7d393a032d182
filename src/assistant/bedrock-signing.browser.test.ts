import { expect, it } from 'vitest';
import { lastAnswer, openAssistant, plainKeys, scriptedToolbox } from '../../test/harness/assistant.ts';
import { aimock } from '../../test/harness/aimock.ts';
import { AwsError } from '../core/app-error.ts';
import type { ModelEntry } from '../core/model-provider.ts';
import type { AwsSigning } from './providers/provider.ts';

const model: ModelEntry = {
  id: 'bedrock',
  kind: 'bedrock',
  base_url: aimock.url,
  region: 'eu-west-1',
  model: 'anthropic.claude-3-haiku-20240307-v1:0',
};

function signing(credentials: AwsSigning['credentials'] = () => Promise.resolve(GOOD)) {
  const listeners = new Set<() => void>();
  let signedIn = false;
  return {
    signedIn: () => signedIn,
    credentials,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(to: boolean) {
      signedIn = to;
      for (const listener of listeners) listener();
    },
  };
}

const GOOD = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-0123456789', sessionToken: 'session-0123456789' };
const noKey = plainKeys({});

/** The headers of the last request to the mock, as the page gave them to the browser. */
async function sentHeaders(act: () => Promise<void>): Promise<Headers> {
  const real = globalThis.fetch;
  let headers = new Headers();
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : new URL(input).href;
    if (address.includes('/model/')) {
      headers = new Headers(init?.headers);
      // The mock's CORS does not know AWS's headers.
      const { 'content-type': type = 'application/json' } = Object.fromEntries(headers);
      return await real(input, { ...init, headers: { 'content-type': type } });
    }
    return await real(input, init);
  };
  try {
    await act();
  } finally {
    globalThis.fetch = real;
  }
  return headers;
}

it('is ready without a key while somebody is signed in to AWS, and signs as them', async () => {
  await aimock.script([{ match: { userMessage: 'hello' }, response: { content: 'Good day.' } }]);
  const aws = signing();
  const { assistant, storage } = await openAssistant(model, scriptedToolbox({}), { keys: noKey, aws });
  let told = 0;
  assistant.models.subscribe(() => (told += 1));
  expect(assistant.models.list()[0]?.ready).toBe(false);
  aws.set(true);
  expect(told).toBe(1);
  expect(assistant.models.list()[0]?.ready).toBe(true);

  const session = assistant.session();
  await session.setSwitches({ model_id: 'bedrock' });
  const headers = await sentHeaders(() => session.send('hello'));
  expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'Good day.' });
  expect(headers.get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, /u,
  );
  expect(headers.get('x-amz-security-token')).toBe(GOOD.sessionToken);
  const kept = JSON.stringify(await storage.conversations.get(session.state().conversation.id));
  expect(kept).not.toMatch(/AKIDEXAMPLE|secret-0123|session-0123/u);
});

it('takes the key where it has one', async () => {
  await aimock.script([{ match: { userMessage: 'hello' }, response: { content: 'Good day.' } }]);
  const aws = signing();
  aws.set(true);
  const { assistant } = await openAssistant(model, scriptedToolbox({}), { aws });
  const headers = await sentHeaders(() => assistant.session().send('hello'));
  expect(headers.get('authorization')).toBe('Bearer test-key-0123456789');
  expect(headers.get('x-amz-security-token')).toBeNull();
});

it.each([
  ['nobody is signed in', false, /wants a key.*signed in to AWS/su],
  ['the sign-in has ended on the way', true, /Bedrock was not asked: The sign-in has ended: sign in again/u],
])('says what to do where %s, and the conversation goes on', async (_, signedIn, message) => {
  await aimock.script([{ match: { userMessage: 'again' }, response: { content: 'Good day.' } }]);
  let ended = true;
  const aws = signing(() =>
    ended ? Promise.reject(new AwsError('ExpiredToken', 'The sign-in has ended: sign in again.')) : Promise.resolve(GOOD),
  );
  aws.set(signedIn);
  const { assistant } = await openAssistant(model, scriptedToolbox({}), { keys: noKey, aws });
  const session = assistant.session();
  await session.setSwitches({ model_id: 'bedrock' });
  await session.send('hello');
  expect(lastAnswer(assistant)).toMatchObject({
    status: 'failed',
    error: { code: 'no_key', message: expect.stringMatching(message) },
  });
  ended = false;
  aws.set(true);
  await sentHeaders(() => session.send('again'));
  expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'Good day.' });
});
