import { describe, expect, it } from 'vitest';
import type { Message, MessagePart, ToolCallPart } from '../../core/conversation.ts';
import { healConversation } from '../session/heal-conversation.ts';
import { newConversation } from '../session/new-conversation.ts';
import { chatSwitchesSchema } from '../../core/model-provider.ts';
import { fitContext, tokensOf } from './fit-context.ts';
import { toModelPrompt } from './to-model-prompt.ts';

const at = '2026-11-20T00:00:00.000Z';

function message(role: Message['role'], parts: MessagePart[], more: Partial<Message> = {}): Message {
  return { id: `${role}_${parts.length}`, role, at, parts, status: 'done', ...more };
}

function call(call_id: string, more: Partial<ToolCallPart> = {}): ToolCallPart {
  return {
    kind: 'tool_call',
    call_id,
    tool: 'read_file',
    step: 0,
    input: { path: 'a' },
    state: 'done',
    output: 'the answer',
    ...more,
  };
}

const text = (words: string): MessagePart => ({ kind: 'text', text: words });

describe('toModelPrompt', () => {
  it('makes of each step an answer and the answers of its calls', () => {
    const parts = [text('I look.'), call('a'), call('b'), call('c', { step: 1 }), text('Done.')];
    const prompt = toModelPrompt('be brief', [message('user', [text('go')]), message('assistant', parts)], 'm');
    expect(prompt.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'tool', 'assistant']);
    expect(prompt[3]?.content).toMatchObject([{ toolCallId: 'a' }, { toolCallId: 'b' }]);
    expect(prompt[5]?.content).toMatchObject([{ toolCallId: 'c', output: { type: 'text', value: 'the answer' } }]);
  });

  it.each(['writing', 'waiting', 'running', 'denied', 'stopped', 'interrupted', 'failed'] as const)(
    'answers a call that stands as %s, so that later requests go through',
    (state) => {
      const { output: _output, ...open } = call('a', { state });
      const [, , answer, results] = toModelPrompt('', [message('user', [text('go')]), message('assistant', [open])], 'm');
      expect(answer?.content).toMatchObject([{ type: 'tool-call', toolCallId: 'a' }]);
      expect(results?.content).toMatchObject([
        { toolCallId: 'a', output: { type: 'error-text', value: expect.stringMatching(/not|no answer/u) } },
      ]);
    },
  );

  it('gives thoughts and signatures back to the model that made them, and to no other', () => {
    const provider_metadata = { google: { thoughtSignature: 'xyz' } };
    const parts: MessagePart[] = [{ kind: 'reasoning', text: 'hm', provider_metadata }, call('a', { provider_metadata })];
    const messages = [message('user', [text('go')]), message('assistant', parts, { model: { id: 'm', name: 'M' } })];
    expect(JSON.stringify(toModelPrompt('', messages, 'm')).match(/xyz/gu)).toHaveLength(2);
    expect(JSON.stringify(toModelPrompt('', messages, 'other'))).not.toContain('xyz');
  });

  it('gives malformed input back as an object', () => {
    const prompt = toModelPrompt('', [message('assistant', [call('a', { input: '{"path": ' })])], 'm');
    expect(prompt[1]?.content).toMatchObject([{ input: { malformed_input: '{"path": ' } }]);
  });

  it('takes hidden characters out of what was pasted, and leaves out an answer with nothing in it', () => {
    const prompt = toModelPrompt(
      '',
      [message('user', [text('sum\u{e0048}\u{e0049} it')]), message('assistant', [text(' ')])],
      'm',
    );
    expect(prompt).toHaveLength(2);
    expect(prompt[1]?.content).toEqual([{ type: 'text', text: 'sum it' }]);
  });
});

describe('healConversation', () => {
  const conversation = newConversation(chatSwitchesSchema.parse({}));

  it('leaves what is whole as it is', () => {
    const whole = { ...conversation, messages: [message('assistant', [call('a')])] };
    expect(healConversation(whole)).toBe(whole);
  });

  it('says of a closed tab which calls may have been done', () => {
    const parts = [call('a'), call('b', { state: 'running' }), call('c', { state: 'waiting' }), call('d', { state: 'writing' })];
    const [healed] = healConversation({
      ...conversation,
      messages: [message('assistant', parts, { status: 'streaming' })],
    }).messages;
    expect(healed).toMatchObject({
      status: 'interrupted',
      error: { code: 'tab_closed' },
      parts: [{ state: 'done' }, { state: 'interrupted' }, { state: 'stopped' }, { state: 'stopped' }],
    });
  });
});

describe('fitContext', () => {
  const long = (id: string, run_id?: string): ToolCallPart =>
    call(id, { output: 'x'.repeat(8000), ...(run_id === undefined ? {} : { run_id }) });

  it('leaves alone what fits', () => {
    const messages = [message('user', [text('go')]), message('assistant', [long('a')])];
    expect(fitContext(messages, 10_000)).toEqual({ messages, notes: [] });
  });

  it('shortens the oldest outputs first, names where the whole is, and keeps the newest', () => {
    const messages = [
      message('user', [text('first')]),
      message('assistant', [long('a', 'run_1'), long('b')]),
      message('user', [text('second')]),
      message('assistant', [long('c')]),
    ];
    const { messages: fitted, notes } = fitContext(messages, 3000);
    expect(fitted[1]?.parts).toMatchObject([
      { output: expect.stringContaining('run_1') },
      { output: expect.stringContaining('shortened') },
    ]);
    expect(fitted[3]).toBe(messages[3]);
    expect(notes).toEqual([expect.stringContaining('2 older tool outputs')]);
    expect(tokensOf(fitted)).toBeLessThanOrEqual(3000);
  });

  it('leaves out the oldest messages next, but never the last of the person', () => {
    const messages = Array.from({ length: 10 }, (_, index) =>
      message(index % 2 === 0 ? 'user' : 'assistant', [text('w'.repeat(2000))]),
    );
    const { messages: fitted, notes } = fitContext(messages, 1600);
    expect(fitted[0]?.role).toBe('user');
    expect(fitted.length).toBeLessThan(10);
    expect(notes).toHaveLength(1);
    expect(fitContext(messages, 1).messages.some(({ role }) => role === 'user')).toBe(true);
  });
});
