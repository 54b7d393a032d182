import { describe, expect, it } from 'vitest';
import { aimock } from '../../test/harness/aimock.ts';
import { lastAnswer, openAssistant, plainKeys, scriptedToolbox, until } from '../../test/harness/assistant.ts';
import { ToolInputError } from '../core/app-error.ts';
import type { ModelEntry } from '../core/model-provider.ts';
import type { CommandPlan } from './commands/command-plan.ts';

const model: ModelEntry = { id: 'local', kind: 'openai-compatible', base_url: `${aimock.url}/v1`, model: 'local-model' };

describe('commands', () => {
  const plan: CommandPlan = {
    say: 'I understood: run it.',
    call: { tool: 'load_workflow', input: { name: 'Monthly Cost Report', execute: true }, ask: 'always' },
    after: (outcome) => (outcome.ok ? 'It ran.' : `Not done: ${outcome.reason}.`),
    suggestions: ['/workflows'],
  };

  it('are planned without a model, ask as they say, and say what came of it', async () => {
    const toolbox = scriptedToolbox({ load_workflow: () => ({ name: 'Monthly Cost Report', code: '', versions: [] }) });
    const asked: boolean[] = [];
    const { assistant } = await openAssistant(model, toolbox, {
      site: [],
      planCommand: (_text, { without_model }) => {
        asked.push(without_model);
        return Promise.resolve(plan);
      },
    });
    const session = assistant.session();
    const sent = session.send('run the monthly cost report');
    await until(session, ({ approvals }) => approvals.length === 1);
    expect(toolbox.calls).toEqual([]);
    session.approve(session.state().approvals[0]?.call_id ?? '');
    await sent;
    expect(asked).toEqual([true]);
    expect(lastAnswer(assistant)).toMatchObject({
      status: 'done',
      model: { id: 'commands' },
      text: 'I understood: run it.It ran.',
      calls: [{ tool: 'load_workflow', state: 'done' }],
      suggestions: ['/workflows'],
    });
    await expect(session.retry()).rejects.toThrow(ToolInputError);
    expect(toolbox.calls).toHaveLength(1);
  });

  it('say so where the person denies them, and are planned where a message begins with "/" beside a model', async () => {
    const toolbox = scriptedToolbox({});
    const { assistant } = await openAssistant(model, toolbox, { planCommand: () => Promise.resolve(plan) });
    const session = assistant.session();
    const sent = session.send('/run Monthly Cost Report');
    await until(session, ({ approvals }) => approvals.length === 1);
    session.deny(session.state().approvals[0]?.call_id ?? '');
    await sent;
    expect(lastAnswer(assistant).text).toContain('Not done: denied.');
    expect(toolbox.calls).toEqual([]);
  });

  it('open another conversation', async () => {
    const { assistant } = await openAssistant(model, scriptedToolbox({}), {
      planCommand: () => Promise.resolve({ say: '', new_conversation: true }),
    });
    const first = assistant.session();
    await first.send('/new');
    expect(assistant.session()).not.toBe(first);
  });
});

describe('conversations', () => {
  it('keep a title that the person gave, are found by their words, deleted and brought back', async () => {
    await aimock.script([{ match: { userMessage: 'o' }, response: { content: 'Mostly snapshots.' } }]);
    const { assistant } = await openAssistant(model, scriptedToolbox({}));
    const { id } = assistant.session().state().conversation;
    await assistant.session().send('What do we pay for storage?');
    await assistant.history.rename(id, 'Storage');
    await assistant.session().send('And for compute?');
    expect(assistant.session().state().conversation).toMatchObject({ title: 'Storage', titled: true });
    await expect(assistant.history.list('snapshots')).resolves.toMatchObject([{ id, title: 'Storage', message_count: 4 }]);
    await assistant.history.remove(id);
    expect(assistant.session().state().conversation.messages).toEqual([]);
    await expect(assistant.history.list()).resolves.toEqual([]);
    await assistant.history.unremove(id);
    const back = await assistant.open(id);
    expect(back.state().conversation.messages).toHaveLength(4);
  });

  it('answer on while another one is looked at', async () => {
    await aimock.script([
      { match: { userMessage: 'slow' }, response: { content: 'word '.repeat(30) }, latency: 30, chunkSize: 5 },
      { match: { userMessage: 'quick' }, response: { content: 'Quick.' } },
    ]);
    const { assistant } = await openAssistant(model, scriptedToolbox({}));
    const first = assistant.session();
    const sent = first.send('slow');
    await until(first, ({ conversation }) => conversation.messages.length === 2);
    await assistant.newConversation().send('quick');
    expect(lastAnswer(assistant).text).toBe('Quick.');
    await sent;
    expect(await assistant.open(first.state().conversation.id)).toBe(first);
    expect(lastAnswer(assistant)).toMatchObject({ status: 'done', text: 'word '.repeat(30) });
  });

  it('keep attached text in the workspace and name it to the model', async () => {
    await aimock.script([{ match: { userMessage: 'attachments/rates.csv' }, response: { content: 'I see it.' } }]);
    const toolbox = scriptedToolbox({ write_file: () => ({ path: 'attachments/rates.csv', bytes: 4 }) });
    const { assistant } = await openAssistant(model, toolbox);
    await assistant.session().send('Use these.', [{ name: 'rates.csv', content: new Blob(['a,b\n']) }]);
    expect(toolbox.calls).toEqual([{ name: 'write_file', input: { path: 'attachments/rates.csv', content: 'a,b\n' } }]);
    expect(lastAnswer(assistant).text).toBe('I see it.');
  });

  it('take switches that fit, and name what does not', async () => {
    const { assistant } = await openAssistant(model, scriptedToolbox({}));
    const session = assistant.session();
    await expect(session.setSwitches({ temperature: 3 })).rejects.toThrow(/^switches: temperature: /u);
    await session.setSwitches({ temperature: 0.5, max_output_tokens: 500 });
    await session.setSwitches({ temperature: undefined });
    expect(session.state().conversation.switches).toMatchObject({ max_output_tokens: 500 });
    expect(session.state().conversation.switches).not.toHaveProperty('temperature');
    await session.setSwitches({ ask: 'never', system_prompt: 'Answer in French.' });
    await aimock.script([{ match: { userMessage: 'bonjour' }, response: { content: 'Bonjour.' } }]);
    await session.send('bonjour');
    const system = (await aimock.journal())[0]?.body?.messages?.find(({ role }) => role === 'system');
    expect(JSON.stringify(system?.content)).toContain('Answer in French.');
  });
});

describe('models', () => {
  it('are those of the site and the person’s own, and go with their keys', async () => {
    const keys = plainKeys({});
    const { assistant } = await openAssistant(model, scriptedToolbox({}), { keys });
    const { models } = assistant;
    await models.put({ id: 'mine', kind: 'anthropic', model: 'claude-sonnet-5-5' });
    expect(models.list()).toMatchObject([
      { id: 'local', source: 'config', ready: true, needs_key: false },
      { id: 'mine', source: 'person', ready: false, needs_key: true, address: 'https://api.anthropic.com/v1' },
    ]);
    await keys.set('mine', 'sk-ant-test');
    expect(models.list()[1]).toMatchObject({ ready: true });
    await expect(models.put({ id: 'local', kind: 'openai', model: 'x' })).rejects.toThrow(/^id: /u);
    await models.remove('mine');
    expect(models.list()).toHaveLength(1);
    expect(keys.key('mine')).toBeUndefined();
  });

  it('that need no key are chosen where the person chose none', async () => {
    const { assistant } = await openAssistant(model, scriptedToolbox({}));
    expect(assistant.session().state().conversation.switches.model_id).toBe('local');
    const none = await openAssistant(model, scriptedToolbox({}), { site: [] });
    expect(none.assistant.session().state().conversation.switches.model_id).toBeNull();
  });
});
