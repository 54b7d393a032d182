import { describe, expect, it } from 'vitest';
import { aimock, type Fixture } from '../../test/harness/aimock.ts';
import { lastAnswer, openAssistant, plainKeys, scriptedToolbox } from '../../test/harness/assistant.ts';
import type { ModelEntry, ProviderKind } from '../core/model-provider.ts';

const KEY = 'test-key-0123456789';

const bases: Partial<Record<ProviderKind, string>> = { gemini: '/v1beta', bedrock: '', openrouter: '/api/v1' };

function modelOf(kind: ProviderKind): ModelEntry {
  return { id: kind, kind, base_url: `${aimock.url}${bases[kind] ?? '/v1'}`, model: 'some-model' };
}

const kinds: ProviderKind[] = ['gemini', 'openai', 'anthropic', 'groq', 'bedrock', 'openai-compatible'];

function refusing(status: number, message: string, more: Partial<Fixture['match']> = {}): Fixture {
  return { match: { userMessage: 'hello', ...more }, response: { error: { message }, status } };
}

async function ask(model: ModelEntry, fixtures: Fixture[]) {
  await aimock.script(fixtures);
  const { assistant } = await openAssistant(model, scriptedToolbox({}));
  await assistant.session().send('hello');
  return { answer: lastAnswer(assistant), assistant };
}

describe.each(kinds)('%s', (kind) => {
  it.each([
    [401, `Incorrect API key provided: ${KEY}`, 'bad_key'],
    [403, 'You have no permission for this model', 'no_access'],
    [404, 'The model does not exist', 'unknown_model'],
    [400, 'This model has a maximum context length of 8192 tokens', 'context_too_long'],
  ])('status %i: %s', async (status, message, code) => {
    const { answer, assistant } = await ask(modelOf(kind), [refusing(status, message)]);
    expect(answer).toMatchObject({ status: 'failed', error: { code } });
    expect(JSON.stringify(assistant.session().state())).not.toContain(KEY);
    await aimock.script([{ match: { userMessage: 'hello' }, response: { content: 'There you are.' } }]);
    await assistant.session().retry();
    expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'There you are.' });
  });

  it('keeps what was said before a stream broke off, and goes on', async () => {
    const { answer, assistant } = await ask(modelOf(kind), [
      {
        match: { userMessage: 'hello' },
        response: { content: 'Costs rose by '.repeat(20) },
        chunkSize: 10,
        latency: 5,
        truncateAfterChunks: 8,
      },
    ]);
    expect(answer).toMatchObject({ status: 'interrupted', error: { code: 'stream_cut' } });
    expect(answer.text).toContain('Costs rose');
    await aimock.script([{ match: { userMessage: 'hello' }, response: { content: 'Once more.' } }]);
    await assistant.session().retry();
    expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'Once more.' });
  });

  it('tells a test of the settings what is wrong', async () => {
    const { assistant } = await openAssistant(modelOf(kind), scriptedToolbox({}));
    await aimock.script([{ match: { userMessage: 'ready' }, response: { content: 'ready' } }]);
    await expect(assistant.models.check(modelOf(kind))).resolves.toMatchObject({ ok: true, code: 'ok' });
    await aimock.script([{ match: { userMessage: 'ready' }, response: { error: { message: 'wrong key' }, status: 401 } }]);
    await expect(assistant.models.check(modelOf(kind))).resolves.toMatchObject({ ok: false, code: 'bad_key' });
  });
});

const local = modelOf('openai-compatible');

describe('waiting and asking again', () => {
  it('waits as long as it is told to, where that is short', async () => {
    const { answer } = await ask(local, [
      refusing(429, 'Rate limit reached. Please try again in 1s.', { sequenceIndex: 0 }),
      { match: { userMessage: 'hello', sequenceIndex: 1 }, response: { content: 'Now.' } },
    ]);
    expect(answer).toMatchObject({ status: 'done', text: 'Now.' });
    expect(answer.notes).toBeUndefined();
  });

  it('says when to retry, where that is long', async () => {
    const { answer } = await ask(local, [refusing(429, 'Rate limit reached. Please try again in 90s.')]);
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'rate_limited', retry_after_s: 90 } });
    const left = Date.parse(answer.error?.retry_at ?? '') - Date.now();
    expect(left).toBeGreaterThan(60_000);
    expect(left).toBeLessThanOrEqual(90_000);
    expect(await aimock.journal()).toHaveLength(1);
  });

  it('asks an overloaded provider twice more', async () => {
    const { answer } = await ask(local, [refusing(503, 'overloaded')]);
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'overloaded' } });
    expect(await aimock.journal()).toHaveLength(3);
  });
});

describe('before a request', () => {
  it('says that a key is missing or locked', async () => {
    const model: ModelEntry = { id: 'claude', kind: 'anthropic', model: 'claude-sonnet-5-5' };
    const none = await openAssistant(model, scriptedToolbox({}), { keys: plainKeys({}) });
    await none.assistant.session().setSwitches({ model_id: 'claude' });
    await none.assistant.session().send('hello');
    expect(lastAnswer(none.assistant)).toMatchObject({ status: 'failed', error: { code: 'no_key' } });
    const locked = { ...plainKeys({}), state: () => ({ kept: 'passphrase', locked: true }) as const };
    const { assistant } = await openAssistant(model, scriptedToolbox({}), { keys: locked });
    await assistant.session().setSwitches({ model_id: 'claude' });
    await assistant.session().send('hello');
    expect(lastAnswer(assistant)).toMatchObject({ status: 'failed', error: { code: 'key_locked' } });
  });

  it('names what may be wrong where nothing answers', async () => {
    const { answer } = await ask({ ...local, base_url: 'http://localhost:1/v1' }, []);
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'network' } });
    expect(answer.error?.message).toContain('OLLAMA_ORIGINS');
  });

  it('names the page’s policy where that refuses the address', async () => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = `connect-src 'self' ws: ${aimock.url}`;
    document.head.append(meta);
    const { answer } = await ask({ ...local, base_url: 'http://127.0.0.1:2/v1' }, []);
    expect(answer.error?.message).toContain('sandbank.config.json');
  });
});

describe('answers that cannot be used', () => {
  it('are malformed', async () => {
    const { answer } = await ask(local, [
      { match: { userMessage: 'hello' }, response: { content: 'Hi.' }, chaos: { malformedRate: 1 } },
    ]);
    expect(answer.error?.code).toMatch(/malformed_answer|stream_cut/u);
    expect(answer.status).not.toBe('done');
  });

  it('are held back by a filter', async () => {
    const { answer } = await ask(local, [
      { match: { userMessage: 'hello' }, response: { content: 'Hm', finishReason: 'content_filter' } },
    ]);
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'content_filter' } });
  });

  it('are cut by the limit of tokens, and say so', async () => {
    const { answer } = await ask(local, [
      { match: { userMessage: 'hello' }, response: { content: 'Hm', finishReason: 'length' } },
    ]);
    expect(answer).toMatchObject({ status: 'done', text: 'Hm', notes: [expect.stringContaining('limit of output tokens')] });
  });
});

describe('too long a conversation', () => {
  it('shortens older outputs, says so, and goes on', async () => {
    await aimock.script([
      {
        match: { userMessage: 'hello', hasToolResult: false },
        response: {
          toolCalls: Array.from({ length: 9 }, (_, index) => ({ name: 'read_file', arguments: { path: `${index}` } })),
        },
      },
      { match: { userMessage: 'hello', hasToolResult: true }, response: { content: 'Read.' } },
    ]);
    const { assistant } = await openAssistant(local, scriptedToolbox({ read_file: () => ({ content: 'x'.repeat(30_000) }) }));
    await assistant.session().send('hello');
    const answer = lastAnswer(assistant);
    expect(answer).toMatchObject({ status: 'done', text: 'Read.', notes: [expect.stringContaining('shortened')] });
    // What is kept in the conversation is whole; only what went to the model was shortened.
    expect(answer.calls.every(({ output = '' }) => output.length > 19_000)).toBe(true);
    expect(JSON.stringify((await aimock.journal()).at(-1)?.body).length).toBeLessThan(130_000);
  });

  it('sends a megabyte of text as its beginning and its end', async () => {
    await aimock.script([{ match: { userMessage: 'characters left out' }, response: { content: 'Much.' } }]);
    const { assistant } = await openAssistant(local, scriptedToolbox({}));
    await assistant.session().send('abc '.repeat(240_000));
    expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'Much.', notes: [expect.stringContaining('beginning')] });
  });
});

describe('requests', () => {
  it('go out with the key in its header alone, and without headers that a provider refuses', async () => {
    await ask(modelOf('gemini'), [{ match: { userMessage: 'hello' }, response: { content: 'Hi.' } }]);
    const [request] = await aimock.journal();
    expect(request?.path).not.toContain(KEY);
    const headers = Object.keys(request?.headers ?? {});
    expect(headers).toContain('x-goog-api-key');
    // The mock gives each request an id of its own.
    expect(headers.filter((name) => name.startsWith('x-') && name !== 'x-request-id')).toEqual(['x-goog-api-key']);
    expect(request?.headers['user-agent']).not.toContain('ai-sdk');
    expect(headers).not.toContain('cookie');
    expect(headers).not.toContain('referer');
  });

  it('reads the list of models', async () => {
    await aimock.script([{ match: { model: 'alpha' }, response: { content: 'Hi.' } }]);
    const { assistant } = await openAssistant(local, scriptedToolbox({}));
    await expect(assistant.models.available(local)).resolves.toContain('alpha');
    await expect(assistant.models.available(modelOf('bedrock'))).rejects.toMatchObject({ code: 'no_list' });
  });
});
