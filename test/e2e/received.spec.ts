import { Sender } from '../harness/make-share.ts';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { ReceivedPage } from './received-page.ts';

const code = `
rows = query('SELECT count(*) AS n FROM cur')
with open('data/made.csv', 'w') as file:
    file.write('x')
print('rows:', rows[0]['n'] > 0, params)
`;

const params_schema = { type: 'object', properties: { month: { type: 'string', default: '2026-10' } } } as const;

test('a link shows what it is, does nothing, and is gone when it is discarded', async ({ newTab }) => {
  const link = await new Sender().link({ code, capabilities: ['query'] });
  const app = await newTab();
  await app.open('#/workflows');
  await app.open(link);
  const received = new ReceivedPage(app);
  await expect(received.heading).toBeVisible();
  await expect(received.sender).toContainText('Name given by the sender“Cost by team”');
  await expect(received.code).toContainText("query('SELECT count(*) AS n FROM cur')");
  await expect(app.page.getByText('It does not say that it writes files, but the code seems to.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(violations(app.page)).resolves.toEqual([]);
  for (let times = 0; times < 10; times += 1) await app.page.keyboard.press('Enter');
  await app.reload();
  await expect(received.heading).toBeVisible();
  await received.expectNothingDone();

  await received.choice('Discard').click();
  await expect(app.code).toBeVisible();
  expect(new URL(app.page.url()).hash).toBe('#/workbench');
  await app.page.goBack();
  await expect(app.page.getByRole('heading', { level: 1, name: /^Workflows/u })).toBeVisible();
  await app.page.goForward();
  await expect(app.code).toBeVisible();
  await received.expectNothingDone();
});

test('it runs once with the sample data and what was granted, and is kept nowhere', async ({ app }) => {
  const received = new ReceivedPage(app);
  await received.open(await new Sender().link({ code, params_schema, capabilities: ['query', 'write_files', 'aws'] }));
  await received.choice('Run once with the sample data…').click();
  await expect(received.dialog.getByRole('checkbox')).toHaveCount(2);
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await expect(violations(app.page)).resolves.toEqual([]);
  await received.dialog.getByLabel(/“month”/u).fill('2026-09');
  await received.dialog.getByRole('button', { name: 'Run: it may query the sample data' }).click();
  const output = app.page.getByRole('region', { name: 'Output of the trial' });
  await expect(output).toContainText("rows: True {'month': '2026-09'}", { timeout: 90_000 });
  await expect(output).toContainText('Not kept, as the person did not allow it: changes to data/made.csv');

  const { runs } = await app.call('list_runs', {});
  expect(runs).toMatchObject([{ title: 'Trial of a received workflow: “Cost by team”', status: 'succeeded', files: [] }]);
  expect(runs[0]?.workflow_id).toBeUndefined();
  await expect(violations(app.page)).resolves.toEqual([]);
  expect((await app.call('list_files', {})).files).toEqual([]);
  // What was granted was for that run.
  await app.page.evaluate((id) => {
    location.hash = `#/runs/${id}`;
  }, runs[0]?.run_id);
  await expect(app.button('Run again')).toHaveAttribute('aria-disabled', 'true');
  await app.button('Run again').hover();
  const reason = 'This code came from somebody else: open it in the workbench and read it first.';
  await expect(app.page.getByRole('tooltip')).toHaveText(reason);
  await app.page.getByRole('link', { name: 'Open in workbench' }).click();
  await expect(app.notice('This code came from somebody else')).toBeVisible();
  expect((await app.call('list_workflows', {})).workflows.filter(({ builtin }) => !builtin)).toEqual([]);
});

test('it is imported without being run; a later one is known as its next version only where the same key signed it', async ({
  app,
}) => {
  const ada = await Sender.named('Ada');
  const received = new ReceivedPage(app);
  await received.open(await ada.link({ code: 'print(1)\n', version: 1 }, { sign: true }));
  await app.button('I know this key: name it').click();
  await app.page.getByLabel('Your name for this key').fill('Ada of finance');
  await app.button('Keep the name').click();
  await expect(app.page.getByText('Signed with the key that you named “Ada of finance”.')).toBeVisible();
  await received.choice('Import…').click();
  await received.dialog.getByRole('button', { name: 'Import as a new workflow' }).click();
  await expect(app.code).toBeVisible();
  await expect(app.notice('“Cost by team” is imported as version 1')).toBeVisible();
  await app.page.goBack();
  await app.page.goForward();
  await expect(received.heading).toBeHidden();

  await received.open(await ada.link({ code: 'print(2)\n', version: 2 }, { sign: true }));
  await expect(app.page.getByText('The same key signed the version that you imported before.')).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Changes of the code' })).toContainText('print(2)');
  await received.choice('Import…').click();
  await received.dialog.getByRole('button', { name: 'Import as version 2' }).click();
  await expect(app.notice('“Cost by team” is imported as version 2')).toBeVisible();

  await received.open(await new Sender().link({ code: 'print(3)\n', version: 3 }));
  await expect(app.page.getByText('The version that you have was signed; this one is not')).toBeVisible();
  await received.choice('Import…').click();
  await expect(received.dialog.getByRole('radio', { name: /^A workflow of its own/u })).toBeChecked();
  await expect(received.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Cost by team (received)');
  await received.dialog.getByRole('button', { name: 'Cancel' }).click();
  await received.choice('Discard').click();

  const { workflows } = await app.call('list_workflows', {});
  expect(workflows.filter(({ builtin }) => !builtin)).toMatchObject([{ name: 'Cost by team', version: 2 }]);
  expect((await app.call('list_runs', {})).runs).toEqual([]);
});

test('it comes in by a pasted link, by a file that is picked or dropped, and by its passphrase', async ({ app }) => {
  const sender = new Sender();
  const received = new ReceivedPage(app);
  await app.go('Workflows');
  await app.button('Paste a link').click();
  const field = received.dialog.getByLabel('Workflow link');
  await field.fill('https://elsewhere.example/app/#/workflows');
  await received.dialog.getByRole('button', { name: 'Show what it is' }).click();
  await expect(received.dialog.getByText('This holds no workflow')).toBeVisible();
  await field.fill(`https://elsewhere.example/app/${await sender.link({ name: 'Pasted' })}`);
  await received.dialog.getByRole('button', { name: 'Show what it is' }).click();
  await expect(received.sender).toContainText('“Pasted”');

  const locked = await sender.file({ name: 'Locked' }, { passphrase: 'correct horse battery' });
  await app.go('Workflows');
  const chosen = app.page.waitForEvent('filechooser');
  await app.button('Open a file').click();
  await (await chosen).setFiles({ name: 'team.sandbank.json', mimeType: 'application/json', buffer: Buffer.from(locked) });
  const passphrase = app.page.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('not that one');
  await app.button('Show what it is').click();
  await expect(app.page.getByText('It was not opened')).toBeVisible();
  await passphrase.fill('correct horse battery');
  await passphrase.press('Enter');
  await expect(received.sender).toContainText('“Locked”');

  await app.go('Data');
  await app.dropFiles({ 'dropped.sandbank.json': await sender.file({ name: 'Dropped' }) });
  await app.button('Show what it is').click();
  await expect(received.sender).toContainText('“Dropped”');

  await app.go('Workflows');
  await app.dropFiles({ 'page.json': '<!doctype html><title>Sign in</title>' });
  await expect(app.page.getByText('It is no workflow')).toBeVisible();
  await app.button('Discard').click();
  await received.expectNothingDone();
});
