import { expect, test } from '../e2e/chat-fixtures.ts';
import { runs, says } from '../e2e/model-server.ts';

const PATH = 'data/precious.csv';
const attacks = {
  'overwrites a file in Python': runs('python', `open("${PATH}", "w").write("evil")`),
  'deletes a file in Python': runs('python', `import os\nos.remove("${PATH}")`),
  'overwrites a file in JavaScript': runs('javascript', `fs.writeFileSync("${PATH}", "evil")`),
};

for (const [name, attack] of Object.entries(attacks))
  test(`code of a model that ${name} of the person's: not before the person has said yes`, async ({ chat, model }) => {
    const { app } = chat;
    await app.call('write_file', { path: PATH, content: 'mine' });
    model.script({ 'look at it': [attack, says('Done.')] });
    await chat.send('look at it');
    const card = chat.card('execute_code');
    await expect(card).toContainText('Waits for your approval');
    await expect(card).toContainText(PATH);
    expect((await app.call('read_file', { path: PATH })).content).toBe('mine');
    await chat.decide('Deny');
    await chat.ended();
    expect((await app.call('read_file', { path: PATH })).content).toBe('mine');
    expect(model.asked().at(-1)?.read.join('\n')).toContain('the person did not allow it');
  });

test('with a yes it is changed, and what the conversation wrote itself is not asked for', async ({ chat, model }) => {
  const { app } = chat;
  await app.call('write_file', { path: PATH, content: 'mine' });
  model.script({
    'mend it': [runs('python', `open("${PATH}", "w").write("mended")`), says('Done.')],
    'once more': [runs('python', `open("${PATH}", "w").write("again")\nopen("data/new.csv", "w").write("new")`), says('Done.')],
  });
  await chat.send('mend it');
  await expect(chat.card('execute_code')).toContainText('Waits for your approval');
  await chat.decide('Approve');
  await chat.ended();
  expect((await app.call('read_file', { path: PATH })).content).toBe('mended');
  await chat.ask('once more');
  expect((await app.call('read_file', { path: PATH })).content).toBe('again');
});
