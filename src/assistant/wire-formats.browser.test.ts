import { describe, expect, it } from 'vitest';
import { aimock } from '../../test/harness/aimock.ts';
import { lastAnswer, openAssistant, scriptedToolbox } from '../../test/harness/assistant.ts';
import type { ModelEntry } from '../core/model-provider.ts';

const models: ModelEntry[] = [
  { id: 'compatible', kind: 'openai-compatible', base_url: `${aimock.url}/v1`, model: 'local-model' },
  { id: 'groq', kind: 'groq', base_url: `${aimock.url}/v1`, model: 'llama-3.3-70b-versatile' },
  { id: 'openrouter', kind: 'openrouter', base_url: `${aimock.url}/api/v1`, model: 'openai/gpt-4o' },
  { id: 'openai', kind: 'openai', base_url: `${aimock.url}/v1`, model: 'gpt-4o' },
  { id: 'anthropic', kind: 'anthropic', base_url: `${aimock.url}/v1`, model: 'claude-sonnet-4-5' },
  { id: 'gemini', kind: 'gemini', base_url: `${aimock.url}/v1beta`, model: 'gemini-2.5-flash' },
  { id: 'bedrock', kind: 'bedrock', base_url: aimock.url, region: 'eu-west-1', model: 'anthropic.claude-3-haiku-20240307-v1:0' },
];

const usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

describe.each(models)('$id', (model) => {
  it('streams an answer', async () => {
    await aimock.script([{ match: { userMessage: 'hello' }, response: { content: 'Good day to you, analyst.', usage } }]);
    const { assistant } = await openAssistant(model, scriptedToolbox({}));
    await assistant.session().send('hello');
    const answer = lastAnswer(assistant);
    expect(answer.error).toBeUndefined();
    expect(answer).toMatchObject({
      status: 'done',
      text: 'Good day to you, analyst.',
      model: { id: model.id, name: model.model },
    });
    // The mock counts Bedrock's tokens itself.
    if (model.kind !== 'bedrock') expect(answer.usage).toEqual({ input_tokens: 120, output_tokens: 30 });
    expect(answer.cost).toBeUndefined();
  });

  it('calls tools, reads what they answer, and answers', async () => {
    await aimock.script([
      {
        match: { userMessage: 'files', hasToolResult: true, toolResultContains: 'costs.csv' },
        response: { content: 'There is costs.csv.' },
      },
      {
        match: { userMessage: 'files', hasToolResult: false },
        response: {
          content: 'I look.',
          toolCalls: [
            { id: 'call_a', name: 'list_files', arguments: { prefix: 'data/' } },
            { id: 'call_b', name: 'list_files', arguments: { prefix: 'attachments/' } },
          ],
          finishReason: model.kind === 'gemini' ? 'stop' : 'tool_calls',
        },
      },
    ]);
    const toolbox = scriptedToolbox({ list_files: () => ({ files: [{ path: 'data/costs.csv', bytes: 12 }] }) });
    const { assistant } = await openAssistant(model, toolbox);
    await assistant.session().send('which files are there?');
    const answer = lastAnswer(assistant);
    expect(answer.error).toBeUndefined();
    expect(answer.calls.map(({ state, tool }) => [tool, state])).toEqual([
      ['list_files', 'done'],
      ['list_files', 'done'],
    ]);
    expect(toolbox.calls.map(({ input }) => input)).toEqual([{ prefix: 'data/' }, { prefix: 'attachments/' }]);
    expect(answer.text).toContain('There is costs.csv.');
  });
});
