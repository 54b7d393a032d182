import type { Page } from '@playwright/test';
import { AppPage } from './app-page.ts';
import { expect, test } from './chat-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { calls, refuses, runIn, runs, says, type ModelServer, type Step } from './model-server.ts';

const ASK = 'What is 6 × 7?';

const computes = [runs('javascript', '6 * 7'), says((read) => `It is [42](#/runs/${runIn(read)}).`)];

/** The alert of the newest answer. */
function alertOf(chat: ChatPane) {
  return chat.answer.locator('.chat-alert');
}

/** The conversation goes on: a retry answers, and one more message does. */
async function expectGoesOn(chat: ChatPane, model: ModelServer, steps: readonly Step[] = computes): Promise<void> {
  model.script({ [ASK]: steps, 'and now?': [says('Here I am.')] });
  await chat.answer.getByRole('button', { name: 'Retry' }).click();
  await expect(chat.answer.getByRole('link', { name: '42' })).toBeVisible();
  await chat.ended();
  await expect(alertOf(chat)).toHaveCount(0);
  await chat.ask('and now?');
  await expect(chat.answer).toContainText('Here I am.');
  expect(await chat.runs()).toHaveLength(1);
}

const refusals: { name: string; step: Step; says: RegExp }[] = [
  { name: '401', step: refuses(401, 'Unauthorized: no such user'), says: /wants a key.*Give it in the models.? settings/su },
  {
    name: '403',
    step: refuses(403, 'You may not use this model'),
    says: /does not let this key use "test-model".*choose another/su,
  },
  { name: '404', step: refuses(404, 'The model does not exist'), says: /knows no model "test-model".*Check its name/su },
  {
    name: '429 with a long wait',
    step: refuses(429, 'Rate limit reached. Please try again in 90s.', 90),
    says: /limits how much.*Retry in 90 seconds.*asks to wait another/su,
  },
  { name: '500 again and again', step: refuses(500, 'internal'), says: /overloaded or has a fault \(status 500\).*Retry/su },
  {
    name: '400 context too long',
    step: refuses(400, 'This model has a maximum context length of 8192 tokens'),
    says: /longer than "test-model" reads.*Begin a new one, or choose a model/su,
  },
];

for (const { name, step, says: cause } of refusals)
  test(`${name}: the message names cause and fix, and the conversation goes on`, async ({ chat, model, problems }) => {
    problems.expect(/Failed to load resource/u);
    model.script({ [ASK]: [step] });
    await chat.ask(ASK);
    await expect(alertOf(chat)).toContainText(cause);
    expect(await chat.runs()).toEqual([]);
    await expectGoesOn(chat, model);
  });

test('an error after a run: a retry goes on behind the run, which is not run again', async ({ chat, model, problems }) => {
  problems.expect(/Failed to load resource/u);
  model.script({ [ASK]: [runs('javascript', '6 * 7'), refuses(403, 'You may not use this model')] });
  await chat.ask(ASK);
  await expect(alertOf(chat)).toContainText('does not let this key');
  await expectGoesOn(chat, model);
  await expect(chat.cards('execute_code')).toHaveCount(1);
});

test('429 with a short wait, 500 then fine: it waits, asks again and answers by itself', async ({ chat, model, problems }) => {
  problems.expect(/Failed to load resource/u);
  const first = [
    { status: 429, message: 'Rate limit reached. Please try again in 1s.', retryAfter: 1 },
    { status: 500, message: 'internal' },
  ];
  model.script({
    [ASK]: [
      {
        made: () => {
          const refused = first.shift();
          return refused === undefined
            ? { calls: [{ tool: 'execute_code', input: { language: 'javascript', code: '42' } }] }
            : { refuses: refused };
        },
      },
      says('It is 42.'),
    ],
  });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('It is 42.');
  await expect(alertOf(chat)).toHaveCount(0);
  expect(model.asked()).toHaveLength(4);
  expect(await chat.runs()).toHaveLength(1);
});

test('no network: it says so, and goes on when there is one', async ({ chat, model, problems, context }) => {
  problems.expect(/Failed to load resource|ERR_INTERNET_DISCONNECTED/u);
  model.script({ hello: [says('Good day.')] });
  await chat.ask('hello');
  await context.setOffline(true);
  await chat.ask(ASK);
  await expect(alertOf(chat)).toContainText(/offline.*Connect.*retry/su);
  await context.setOffline(false);
  await expectGoesOn(chat, model);
});

/** What Chromium says of a stream that the server breaks off. */
const BROKEN = /ERR_INCOMPLETE_CHUNKED_ENCODING/u;

test('a stream cut in the middle: what came stays, and it goes on behind the run', async ({ chat, model, problems }) => {
  problems.expect(BROKEN);
  model.script({
    [ASK]: [
      runs('javascript', '6 * 7'),
      // Slowly: a browser drops what has come and was not read yet when the connection breaks.
      says('Costs rose by '.repeat(20), { chunkSize: 10, latency: 100, truncateAfterChunks: 8 }),
    ],
  });
  await chat.ask(ASK);
  await expect(alertOf(chat)).toContainText(/broke off before its end.*retry goes on/su);
  await expect(chat.answer).toContainText('Costs rose by Costs');
  await expectGoesOn(chat, model);
  await expect(chat.cards('execute_code')).toHaveCount(1);
});

test('a call cut in the middle of its input is not done, and the model is told so', async ({ chat, model, problems }) => {
  problems.expect(BROKEN);
  const call = runs('javascript', `${'1 + '.repeat(200)}1`, { title: 'Cut' });
  model.script({ [ASK]: [{ ...call, chunkSize: 10, latency: 5, truncateAfterChunks: 20 }] });
  await chat.ask(ASK);
  await expect(alertOf(chat)).toContainText('broke off');
  expect(await chat.runs()).toEqual([]);
  const told: string[] = [];
  const step: Step = {
    made: (read) => {
      told.push(read);
      if (read.includes('run_id: ')) return { text: `It is [42](#/runs/${runIn(read)}).` };
      return { calls: [{ tool: 'execute_code', input: { language: 'javascript', code: '6 * 7' } }] };
    },
  };
  // Whether the cut call goes back to the model or not.
  await expectGoesOn(chat, model, [step, step, step]);
  expect(told[0]).not.toContain('The person stopped');
});

test('malformed input of a tool: the model is told what is wrong, and mends it', async ({ chat, model }) => {
  model.script({
    [ASK]: [
      calls('execute_code', '{"language": "sql", "code": '),
      calls('execute_code', { language: 'cobol', code: 'DISPLAY 42' }),
      runs('javascript', '42'),
      says('It is 42.'),
    ],
  });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('It is 42.');
  const [text = '', language = '', done = ''] = model.asked().at(-1)?.read ?? [];
  expect(text).toMatch(/error: ToolInputError.*object/su);
  expect(language).toMatch(/error: ToolInputError.*language.*cobol.*python/su);
  expect(done).toContain('status: succeeded');
  await expect(chat.cards('execute_code').nth(0)).toContainText('Refused');
  await expect(chat.cards('execute_code').nth(1)).toContainText('Refused');
  await expect(chat.cards('execute_code').nth(2)).toContainText('Succeeded');
  expect(await chat.runs()).toHaveLength(1);
});

test('an unknown tool: the model is told of near names', async ({ chat, model }) => {
  model.script({
    [ASK]: [calls('exec_code', { language: 'javascript', code: '42' }), runs('javascript', '42'), says('It is 42.')],
  });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('It is 42.');
  expect(model.asked().at(-1)?.read[0]).toMatch(/There is no tool "exec_code".*execute_code/su);
  await expect(chat.card('exec_code')).toContainText('Refused');
  expect(await chat.runs()).toHaveLength(1);
});

test('ten calls at once: each runs once, and each is answered', async ({ chat, model }) => {
  const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
  model.script({
    [ASK]: [
      {
        made: {
          calls: numbers.map((n) => ({
            id: `call_${n}`,
            tool: 'execute_code',
            input: { language: 'sql', code: `SELECT ${n} AS n` },
          })),
        },
      },
      says('All ten.'),
    ],
  });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('All ten.');
  await expect(chat.cards('execute_code')).toHaveCount(10);
  expect((await chat.runs()).map(({ result }) => result)).toEqual(numbers.map((n) => [{ n }]));
  expect(
    model
      .asked()
      .at(-1)
      ?.read.map((read) => /^\[(\d+)\]$/mu.exec(read)?.[1]),
  ).toEqual(numbers.map(String));
});

test('the same call for ever: it is ended, and says so', async ({ chat, model }) => {
  model.script({ [ASK]: [runs('javascript', '42')] }, { repeat: true });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText(/same call over and over.*Say what it should do instead/su);
  expect(await chat.runs()).toHaveLength(2);
  model.script({ 'stop that': [says('Stopped.')] });
  await chat.ask('stop that');
  await expect(chat.answer).toContainText('Stopped.');
});

test('calls without end: the limit of steps ends them, and says so', async ({ chat, model }) => {
  const { app } = chat;
  await app.go('Settings');
  await app.page.getByLabel('Steps of an answer').fill('3');
  await app.button('Save defaults').click();
  await expect(app.notice('The defaults are saved')).toBeVisible();
  let n = 0;
  model.script(
    {
      [ASK]: [{ made: () => ({ calls: [{ tool: 'execute_code', input: { language: 'javascript', code: `${(n += 1)}` } }] }) }],
    },
    { repeat: true },
  );
  await app.button('New conversation').click();
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('ended at the limit of 3 steps');
  expect((await chat.runs()).map(({ result }) => result)).toEqual([1, 2, 3]);
  model.script({ 'go on': [says('On we go.')] });
  await chat.ask('go on');
  await expect(chat.answer).toContainText('On we go.');
});

test('a context that is too long: older outputs go shortened, it says so, and the runs hold them whole', async ({
  chat,
  model,
}) => {
  const printed = Array.from({ length: 9 }, (_, index) => `print("x${index}" * 15000)\nresult = "${'y'.repeat(3500)}"`);
  model.script({ [ASK]: [...printed.map((code) => runs('python', code)), says('Read it all.')] });
  await chat.ask(ASK);
  await expect(chat.answer).toContainText('Read it all.');
  await chat.ask(ASK);
  await expect(chat.answer).toContainText(/too long for the model: .*shortened\. The runs hold them whole/su);
  const last = model.asked().at(-1)?.text ?? '';
  expect(last).toContain('get_run with run_id');
  expect(last.length).toBeLessThan(130_000);
  expect((await chat.runs())[0]?.stdout.length).toBe(30_001);
});

/** A tab of its own of the same profile, which can be closed in the middle of anything. */
async function anotherTab(chat: ChatPane): Promise<ChatPane> {
  const page: Page = await chat.page.context().newPage();
  const app = new AppPage(page, chat.app.url);
  await app.open();
  const pane = new ChatPane(app);
  await pane.open();
  return pane;
}

test('the tab is closed in mid-answer: what came is there, and it goes on', async ({ chat, model }) => {
  model.script({ [ASK]: [runs('javascript', '6 * 7'), says('word '.repeat(2000), { chunkSize: 5, latency: 20 })] });
  await chat.send(ASK);
  await expect(chat.answer).toContainText('word word word');
  // What streams is written once a second.
  await expect.poll(() => chat.kept()).toContain('word word word');
  await chat.page.close();

  const reopened = await anotherTab(chat);
  await expect(reopened.answer).toContainText('word word word');
  await expect(alertOf(reopened)).toContainText(/closed before the answer was done.*retry goes on/su);
  await expectGoesOn(reopened, model);
  await expect(reopened.cards('execute_code')).toHaveCount(1);
});

test('the tab is closed in mid-run: the run is interrupted, and is not run again by itself', async ({ chat, model }) => {
  model.script({ [ASK]: [runs('python', 'import time\nprint("begun", flush=True)\ntime.sleep(200)', { timeout_s: 300 })] });
  await chat.send(ASK);
  await expect(chat.card('execute_code').getByRole('group', { name: 'Printed text' })).toContainText('begun');
  // As the run printed it, not as its code has it.
  await expect.poll(() => chat.kept()).toMatch(/begun\\+n/u);
  await chat.page.close();

  const reopened = await anotherTab(chat);
  const card = reopened.card('execute_code');
  await expect(card).toContainText('Interrupted');
  await expect(card).toContainText('not done again by itself');
  expect(await reopened.runs()).toMatchObject([{ status: 'interrupted' }]);
  model.script({ [ASK]: [says('never'), says((read) => `I read: ${read}`)] });
  await alertOf(reopened).getByRole('button', { name: 'Retry' }).click();
  await expect(reopened.answer).toContainText('Whether it was done is not known');
  await reopened.ended();
  expect(await reopened.runs()).toHaveLength(1);
});
