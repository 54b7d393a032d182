import { expect, test } from './chat-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { calls, runIn, runs, says } from './model-server.ts';

test('code execution off: neither offered to the model nor done for it', async ({ chat, model }) => {
  await chat.switches.getByRole('checkbox', { name: 'Code execution' }).uncheck();
  model.script({
    'total cost': [
      runs('python', 'result = 1'),
      calls('query_data', { sql: 'SELECT 1' }),
      calls('load_workflow', { name: 'Monthly Cost Report', execute: true }),
      says('I cannot.'),
    ],
  });
  await chat.ask('What is the total cost?');
  await expect(chat.answer).toContainText('I cannot.');
  const asked = model.asked();
  for (const { tools, system } of asked) {
    expect(tools).not.toContain('execute_code');
    expect(tools).not.toContain('query_data');
    expect(tools).toContain('list_files');
    expect(system).toContain('Code execution is switched off');
  }
  expect(asked.at(-1)?.read.map((read) => read.includes('switched off'))).toEqual([true, true, true]);
  for (const tool of ['execute_code', 'query_data', 'load_workflow']) await expect(chat.card(tool)).toContainText('Refused');
  expect(await chat.runs()).toEqual([]);
});

test('asked before each run, answered by the keyboard: what it shows, yes, and no with a reason', async ({ chat, model }) => {
  const { page } = chat;
  await chat.choose('Ask', 'Before each run');
  const code = `total = 0\n${'total += 1\n'.repeat(60)}result = total`;
  model.script({
    'count to 60': [runs('python', code, { timeout_s: 20 }), says((read) => `It is [60](#/runs/${runIn(read)}).`)],
    'and once more': [runs('python', code, { title: 'Once more' }), says((read) => `Then not. ${read}`)],
  });
  await chat.send('count to 60');
  const card = chat.card('execute_code');
  await expect(card).toContainText('Waits for your approval');
  await expect(card.getByRole('group', { name: /^May this/u }).getByRole('listitem')).toHaveText([
    /^Runs Python in the sandbox, without network/u,
    /^It can read the selected connection/u,
    /^It can write, change and delete files/u,
    /20 seconds/u,
  ]);
  // All of the code can be read, none of it folded away.
  await expect(card.getByRole('group', { name: 'Code in Python' })).toContainText('result = total');
  await expect(card.getByRole('button', { name: /^Show all/u })).toHaveCount(0);
  expect(await chat.runs()).toEqual([]);

  // Nothing takes the focus away from who writes: the way to the question is a press.
  await expect(chat.message).toBeFocused();
  await chat.app.button('Review').press('Enter');
  const tabTo = async (name: string): Promise<void> => {
    const target = card.getByRole('button', { name, exact: true });
    await expect(target).toBeEnabled();
    for (let presses = 0; presses < 12 && !(await target.evaluate((each) => each === document.activeElement)); presses += 1)
      await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  };
  await tabTo('Approve');
  await page.keyboard.press('Enter');
  await chat.ended();
  const run = await chat.onlyRun();
  expect(run).toMatchObject({ status: 'succeeded', result: 60, code });
  await chat.expectFigure('60', run);
  await expect(chat.message).toBeFocused();

  await chat.send('and once more');
  await chat.app.button('Review').press('Enter');
  await tabTo('Deny');
  await page.keyboard.press('Tab');
  await page.keyboard.type('I have seen it');
  await page.keyboard.press('Enter');
  await chat.ended();
  await expect(chat.card('execute_code')).toContainText('You denied it');
  await expect(chat.answer).toContainText('Then not.');
  expect(model.asked().at(-1)?.read).toEqual([
    expect.stringMatching(/did not allow this call\. It was not done\..*I have seen it/su),
  ]);
  expect(await chat.runs()).toHaveLength(1);
});

test('asked before a run: what its text says it touches, as advice that nothing waits for', async ({ chat, model }) => {
  await chat.choose('Ask', 'Before each run');
  const code = `import os
os.remove("old.csv")
getattr(os, name)("<b>Approve</b>")
await query("SELECT 1 FROM cur")`;
  model.script({ 'tidy up': [runs('python', code), says('Then not.')] });
  await chat.send('tidy up');
  const card = chat.card('execute_code');
  const told = card.getByRole('group', { name: 'What its text says' });
  await expect(card.getByRole('button', { name: 'Approve', exact: true })).toBeEnabled();
  await expect(told).toContainText('1 thing needs attention. Its text says: queries cur · deletes old.csv');
  await told.getByRole('button').press('Enter');
  await expect(told.getByRole('region', { name: 'Needs attention' }).getByRole('listitem')).toHaveText(
    /getattr\(os, …\)\s*line 3$/u,
  );
  await expect(told).toContainText('What it may do is decided when it runs');
  await expect(card.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(1);
  await chat.decide('Deny');
  await chat.ended();
  expect(await chat.runs()).toEqual([]);
});

test('never asked: what writes is done at once', async ({ chat, model }) => {
  await chat.choose('Ask', 'Never');
  model.script({ 'write it': [calls('write_file', { path: 'data/a.txt', content: 'a' }), says('Written.')] });
  await chat.ask('write it');
  await expect(chat.answer).toContainText('Written.');
  expect((await chat.app.call('read_file', { path: 'data/a.txt' })).content).toBe('a');
});

test('stopped in the middle of a stream: what came is kept, and the next message is answered', async ({ chat, model }) => {
  model.script({
    'tell me': [says('word '.repeat(2000), { chunkSize: 5, latency: 20 })],
    'in short': [says('Here.')],
  });
  await chat.send('tell me');
  await expect(chat.answer).toContainText('word word');
  await chat.app.button('Stop').click();
  await chat.ended();
  await expect(chat.answer).toContainText('You stopped this answer');
  await expect(chat.answer).toContainText('word word');
  await chat.ask('in short');
  await expect(chat.answer).toContainText('Here.');
  expect(model.asked()).toHaveLength(2);
});

test('stopped in the middle of a run: the run ends, and the next message is answered', async ({ chat, model }) => {
  model.script({
    wait: [runs('python', 'print("begun", flush=True)\nwhile True:\n    pass', { timeout_s: 300 }), says('never')],
    'and now': [says('Here.')],
  });
  await chat.send('wait');
  await expect(chat.card('execute_code').getByRole('group', { name: 'Printed text' })).toContainText('begun');
  await chat.app.button('Stop').click();
  await chat.ended(15_000);
  await expect(chat.answer).toContainText('You stopped this answer');
  expect(await chat.onlyRun()).toMatchObject({ status: 'cancelled', stdout: 'begun\n' });
  await chat.ask('and now');
  await expect(chat.answer).toContainText('Here.');
  expect(model.asked().at(-1)?.text).toContain('status: cancelled');
  expect(await chat.runs()).toHaveLength(1);
});

test('edited and sent anew, and answered anew: what came after is taken back', async ({ chat, model }) => {
  model.script({
    'cost of EC2': [says('Much.')],
    'cost of S3': [says('Less.')],
    'and now': [says('Later.')],
  });
  await chat.ask('cost of EC2');
  await chat.ask('and now');
  await chat.app.button('Edit').first().click();
  await chat.page.getByRole('textbox', { name: 'Edited message' }).fill('cost of S3');
  await chat.app.button('Resend').click();
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.answer).toContainText('Less.');
  await chat.ended();
  expect(model.asked().at(-1)?.text).not.toContain('cost of EC2');

  model.script({ 'cost of S3': [says('Less, I said.')] });
  await chat.app.button('Answer anew').click();
  await expect(chat.answer).toContainText('Less, I said.');
  await expect(chat.answers).toHaveCount(1);
});

test('the history: kept over a reload with runs and figures, searched, renamed, deleted and brought back', async ({
  chat,
  model,
}) => {
  const { app, page } = chat;
  model.script({
    'about primes': [runs('javascript', 'const result = 2 + 3 + 5'), says((read) => `It is [10](#/runs/${runIn(read)}).`)],
    'about lambda': [says('It costs little.')],
    'go on': [says('On we go.')],
  });
  await chat.ask('about primes');
  const run = await chat.onlyRun();
  await app.button('New conversation').click();
  await chat.ask('about lambda');

  await app.reload();
  await chat.open();
  await expect(chat.answer).toContainText('It costs little.');
  await app.button('History').click();
  const list = page.getByRole('list', { name: 'Conversations' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  // By a word of the answer, not of the title.
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('little');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('about lambda');
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('');

  await app.button('Rename about primes').click();
  await page.getByRole('textbox', { name: 'Name of the conversation' }).fill('Numbers');
  await page.keyboard.press('Enter');
  await expect(list).toContainText('Numbers');

  await app.button('Delete Numbers').click();
  await expect(list).not.toContainText('Numbers');
  await app.button('Undo').click();
  await expect(list).toContainText('Numbers');
  await app.button('Delete about lambda').click();
  await expect(list.getByRole('listitem')).toHaveCount(1);

  await list.getByRole('button', { name: /^Numbers/u }).click();
  await expect(chat.card('execute_code')).toContainText('Succeeded');
  await expect(chat.card('execute_code')).toContainText('10');
  await chat.expectFigure('10', run);
  await chat.ask('go on');
  await expect(chat.answer).toContainText('On we go.');
  expect(model.asked().at(-1)?.text).toContain('about primes');
  expect(await chat.runs()).toHaveLength(1);

  await app.reload();
  await chat.open();
  await app.button('History').click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('Numbers');
});

test('a conversation of a newer version: shown by its title, and left as it is', async ({ chat, model }) => {
  const { app, page } = chat;
  const record = { id: 'chat_later', format: 2, title: 'From tomorrow', updated_at: '2099-01-01T00:00:00.000Z' };
  const raw = (put: object | undefined): Promise<unknown> =>
    page.evaluate(
      (given) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('sandbank');
          opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
          opening.onsuccess = () => {
            const store = opening.result.transaction('conversations', 'readwrite').objectStore('conversations');
            const request = given === undefined ? store.get('chat_later') : store.put(given);
            request.onsuccess = () => {
              opening.result.close();
              resolve(request.result);
            };
          };
        }),
      put,
    );
  await raw(record);
  await app.reload();
  await chat.open();
  await app.button('History').click();
  const row = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: 'From tomorrow' });
  await expect(row).toContainText(/newer version of Sandbank.*Reload/u);
  await expect(row.getByRole('button', { name: /^From tomorrow/u })).toBeDisabled();
  await app.button('Back to the conversation').click();
  model.script({ hello: [says('Good day.')] });
  await chat.ask('hello');
  await expect(chat.answer).toContainText('Good day.');
  expect(await raw(undefined)).toEqual(record);
});

test('only spaces are not sent, a long message goes whole, and a megabyte as a file', async ({ chat, model }) => {
  const { app, page } = chat;
  await chat.message.fill('   \n\t ');
  await expect(app.button('Send')).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(chat.answers).toHaveCount(0);
  expect(model.asked()).toEqual([]);

  model.script({ 'Begin abc': [says('Much.')] });
  const long = `Begin ${'abc '.repeat(12_000)}end`;
  await chat.ask(long);
  await expect(chat.answer).toContainText('Much.');
  expect(model.asked()[0]?.message).toBe(long);

  model.script({ 'pasted-text.txt': [calls('read_file', { path: 'attachments/pasted-text.txt', length: 100 }), says('Read.')] });
  await chat.message.fill('xyz '.repeat(262_144));
  await expect(page.getByRole('status').filter({ hasText: 'the text of 1,048,576 goes with it as a file' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('pasted-text.txt');
  await expect(chat.message).toHaveValue('');
  await chat.ask('What is in it?');
  await expect(chat.answer).toContainText('Read.');
  const { files } = await app.call('list_files', { prefix: 'attachments/' });
  expect(files).toMatchObject([{ path: 'attachments/pasted-text.txt', bytes: 1_048_576 }]);
  expect(model.asked().at(-1)?.read[0]).toContain('xyz xyz');
});

test('files with a message: text goes to the workspace, and of every other it says why not', async ({ chat, model }) => {
  const { page } = chat;
  model.script({ 'see the file': [calls('read_file', { path: 'attachments/costs.csv' }), says((read) => `It says ${read}`)] });
  const files = page.getByLabel('Files to attach');
  const problem = (text: RegExp) => page.getByRole('alert').filter({ hasText: text });
  await files.setInputFiles({ name: 'costs.xyz', mimeType: 'application/x-unknown', buffer: Buffer.from('a,b') });
  await expect(problem(/costs\.xyz is no text file that a message takes\. Text fits/u)).toBeVisible();
  await files.setInputFiles({ name: 'costs.csv', mimeType: 'text/csv', buffer: Buffer.from([0x50, 0x4b, 0, 1, 2]) });
  await expect(problem(/costs\.csv is not text, whatever its name says/u)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Attached files' })).toHaveCount(0);
  await files.setInputFiles({ name: 'costs.csv', mimeType: 'text/csv', buffer: Buffer.from('service,usd\nEC2,4711\n') });
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('costs.csv');
  await chat.ask('see the file');
  await expect(chat.answer).toContainText('EC2,4711');
  expect(model.asked()[0]?.message).toContain('attachments/costs.csv');
});

test('without a model commands run, a sentence that names a workflow asks first, and anything else says what a model would add', async ({
  app,
}) => {
  const chat = new ChatPane(app);
  await chat.open();
  const { page } = app;
  await expect(page.getByText('There is no model here yet')).toBeVisible();

  await chat.message.fill('/');
  await expect(page.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name: /^\/workflows/u })).toBeVisible();
  await chat.message.fill('');
  await chat.ask('/sql SELECT 6 * 7 AS answer');
  await expect(chat.card('execute_code')).toContainText('Succeeded');
  expect((await chat.onlyRun()).result).toEqual([{ answer: 42 }]);
  await expect(chat.answer).toContainText('Answered by a command, not by a model');
  await chat.ask('/workflows');
  await expect(chat.answer).toContainText('Monthly Cost Report');
  await chat.ask('/help');
  await expect(chat.answer).toContainText('/describe');

  await chat.send('Run the monthly cost report');
  const card = chat.card('load_workflow');
  await expect(card.getByRole('button', { name: 'Approve' })).toBeEnabled();
  expect(await chat.runs()).toHaveLength(1);
  await card.getByRole('button', { name: 'Approve' }).click();
  await chat.ended();
  const report = (await chat.runs()).at(-1);
  expect(report).toMatchObject({ workflow_id: 'builtin_monthly_cost_report', status: 'succeeded' });
  await expect(chat.answer.getByRole('link', { name: 'Open run' }).first()).toHaveAttribute('href', `#/runs/${report?.run_id}`);

  await chat.ask('why did our bill go up?');
  await expect(chat.answer).toContainText(/No model is set up.*A model would answer.*Set one up/su);
  expect(await chat.runs()).toHaveLength(2);
});
