import { expect, test } from '../e2e/fixtures.ts';
import { ReceivedPage } from '../e2e/received-page.ts';
import { Sender } from '../harness/make-share.ts';
import { mutated, randomOf } from '../harness/mutate-link.ts';

const eager = `
open('data/pwned.csv', 'w').write('x')
print(query('SELECT 1 AS n'))
import boto3
boto3.client('sts', region_name='eu-central-1').get_caller_identity()
`;

test('nothing of a link happens by going back and forth, reloading, a second tab or another link', async ({ app, newTab }) => {
  const sender = new Sender();
  const first = await sender.link({ name: 'First', code: eager, capabilities: ['query', 'read_files', 'write_files', 'aws'] });
  const second = await sender.link({ name: 'Second', code: eager, capabilities: [] });
  const received = new ReceivedPage(app);
  await received.open(first);
  await received.choice('Run once with my data…').click();
  const box = (name: RegExp) => received.dialog.getByRole('checkbox', { name });
  await expect(box(/^Ask AWS/u)).not.toBeChecked();
  await expect(box(/^Write files/u)).not.toBeChecked();
  await box(/^Ask AWS/u).check();

  // What was ticked for one holds for no other, and not for the same one when it is opened anew.
  await received.open(second);
  await expect(received.sender).toContainText('“Second”');
  await expect(received.dialog).toBeHidden();
  await app.page.goBack();
  await expect(received.sender).toContainText('“First”');
  await expect(received.dialog).toBeHidden();
  await received.choice('Run once with my data…').click();
  await expect(box(/^Ask AWS/u)).not.toBeChecked();
  await app.reload();
  await expect(received.heading).toBeVisible();
  await expect(received.dialog).toBeHidden();
  const other = new ReceivedPage(await newTab());
  await other.app.open(first);
  await expect(other.heading).toBeVisible();
  await expect(other.dialog).toBeHidden();
  await received.expectNothingDone();
});

test('a press that was meant for what stood there before agrees to nothing', async ({ app }) => {
  const received = new ReceivedPage(app);
  await received.open(await new Sender().link({ code: eager, capabilities: ['query'] }));
  await expect(received.choice('Run once with the sample data…')).toBeEnabled();
  // As many presses as a page makes at once on the button that runs it, in the moment in which it is there.
  const active = await app.page.evaluate(async () => {
    const { promise, resolve } = Promise.withResolvers<{ pressed: boolean; focused: boolean }>();
    const watcher = new MutationObserver(() => {
      const run = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].find((each) =>
        each.textContent.startsWith('Run'),
      );
      if (run === undefined) return;
      watcher.disconnect();
      for (let times = 0; times < 20; times += 1) run.click();
      resolve({ pressed: true, focused: document.activeElement === run });
    });
    watcher.observe(document.body, { childList: true, subtree: true });
    const choices = [...document.querySelectorAll<HTMLButtonElement>('[aria-label="What to do with it"] button')];
    choices.find((each) => each.textContent.startsWith('Run once with the sample data'))?.click();
    return await promise;
  });
  expect(active).toEqual({ pressed: true, focused: false });
  await expect(received.dialog).toBeVisible();
  await received.expectNothingDone();
});

test('what the sender wrote imitates nothing: no markup, no unseen characters, no heading, no question of the app', async ({
  app,
}) => {
  const markup = '<img src=x onerror="document.title=\'pwned\'"><h1>Sign in to AWS</h1>\n# Sign in\n[click](javascript:alert(1))';
  const received = new ReceivedPage(app);
  await received.open(
    await new Sender().link({
      name: 'Sandbank update required <b>now</b>',
      description: markup,
      changelog: markup,
      tags: ['Sign in to AWS'],
      language: 'javascript',
      code: `// \u202e } ⁦ if (admin) {\nconst p\u200bassword = 1;${' '.repeat(3000)}fetch('https://evil.example');\n`,
      params_schema: JSON.parse(
        '{"type":"object","properties":{"constructor":{"type":"string","title":"AWS secret key","pattern":"^(a+)+$","default":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"},"__proto__":{"type":"string"},"hasOwnProperty":{"type":"array","items":{"enum":["a"]},"default":{"a":1}}}}',
      ),
    }),
  );
  await expect(received.sender).toContainText('Name given by the sender“Sandbank update required <b>now</b>”');
  await expect(received.sender).toContainText('“<img src=x');
  await expect(app.page.getByRole('heading', { name: /Sign in|update required/u })).toHaveCount(0);
  await expect(app.page.getByText('AWS secret key')).toHaveCount(0);
  expect(await app.page.evaluate(() => document.title)).not.toContain('pwned');
  await expect(received.code).toContainText('// ‹U+202E› } ‹U+2066› if (admin) {');
  await expect(received.code).toContainText('const p‹U+200B›assword = 1;');
  // What stands far to the right is wrapped into sight.
  const far = received.code.getByText('https://evil.example').first();
  await expect(far).toBeVisible();
  const [box, scroller] = [await far.boundingBox(), await received.code.boundingBox()];
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((scroller?.x ?? 0) + (scroller?.width ?? 0));

  await received.choice('Run once with the sample data…').click();
  await expect(received.dialog.getByLabel(/“constructor”/u)).toBeVisible();
  await received.dialog.getByRole('button', { name: /^Run/u }).click();
  await expect(app.page.getByRole('region', { name: 'Output of the trial' })).toBeVisible();
  await expect
    .poll(async () => (await app.call('list_runs', {})).runs[0]?.status, { timeout: 60_000 })
    .toMatch(/failed|succeeded/u);
  const { runs } = await app.call('list_runs', {});
  expect(runs[0]?.calls).toEqual([]);
});

test('an origin that was overheard changes nothing that is there', async ({ app }) => {
  const origin = 'BBBBBBBBBBBBBBBBBBBBBB';
  const received = new ReceivedPage(app);
  await received.open(await new Sender().link({ origin, code: 'print("mine")\n', version: 1 }));
  await received.choice('Import…').click();
  await received.dialog.getByRole('button', { name: 'Import as a new workflow' }).click();
  await expect(app.code).toBeVisible();

  await received.open(await new Sender().link({ origin, name: 'Monthly Cost Report', code: 'print("theirs")\n', version: 9 }));
  await expect(app.page.getByText('that both come from one sender can’t be known')).toBeVisible();
  await received.choice('Import…').click();
  await expect(received.dialog.getByRole('radio', { name: /^A workflow of its own/u })).toBeChecked();
  await received.dialog.getByRole('textbox', { name: 'Name' }).fill('monthly  cost report');
  await expect(received.dialog.getByRole('button', { name: 'Import as a new workflow' })).toBeDisabled();
  await received.dialog.getByRole('button', { name: 'Cancel' }).click();
  const { code, version } = await app.call('load_workflow', { name: 'Cost by team' });
  expect({ code, version }).toEqual({ code: 'print("mine")\n', version: 1 });
});

test('a megabyte of code is shown whole and searched, and the page answers', async ({ app }) => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `value_${at} = "${'x'.repeat(30)}"`);
  const whole = `${lines.join('\n')}\n# needle ${'y'.repeat(100_000)} end`;
  const file = await new Sender().file({ code: whole.slice(0, 999_000), capabilities: [] });
  await app.go('Workflows');
  await app.dropFiles({ 'large.sandbank.json': file });
  const received = new ReceivedPage(app);
  await expect(received.code).toContainText('value_0');
  const find = app.page.getByRole('searchbox', { name: 'Find in the code' });
  await received.code.focus();
  await app.page.keyboard.press('ControlOrMeta+f');
  await expect(find).toBeFocused();
  await find.fill('# needle');
  await expect(app.page.getByText('1 of 1')).toBeVisible();
  await expect(received.code).toContainText('# needle');
  await received.choice('Discard').click();
  await expect(app.code).toBeVisible();
});

test('inside another page nothing of a link is shown', async ({ context, site }) => {
  const link = await new Sender().link({ name: 'Framed' });
  const page = await context.newPage();
  await page.setContent(`<iframe title="framed" width="900" height="700" src="${site.url}${link}"></iframe>`);
  const frame = page.frameLocator('iframe[title="framed"]');
  await expect(frame.getByText('Sandbank does not work inside another page')).toBeVisible();
  await expect(frame.getByText('A workflow from somebody else')).toBeHidden();
  await expect(frame.getByRole('button')).toHaveCount(0);
});

test('links that were changed at random are shown or refused by the page, and do nothing', async ({ app }) => {
  const { page } = app;
  const link = await (await Sender.named('Anna')).link({ code: eager, capabilities: ['query', 'aws'] }, { sign: true });
  const payload = link.slice('#/open/'.length);
  const random = randomOf(20_261_130);
  for (let turn = 0; turn < 60; turn += 1) {
    await page.evaluate(
      (to) => {
        location.hash = to;
      },
      `#/open/${mutated(payload, random) || '.'}`,
    );
    await expect(page.getByRole('button', { name: 'Discard', exact: true })).toBeVisible();
  }
  const received = new ReceivedPage(app);
  await received.open(link);
  await expect(received.sender).toContainText('“Cost by team”');
  await received.expectNothingDone();
});

test('an address with SQL runs nothing, is told as what it is, and sets nothing aside but what the person wrote', async ({
  app,
}) => {
  await app.writeCode("'of the person'");
  for (const sql of ['SELECT 1 AS first', 'SELECT 2 AS second']) {
    await app.page.evaluate(
      (to) => {
        location.hash = to;
      },
      `#/workbench?${new URLSearchParams({ sql }).toString()}`,
    );
    await expect(app.code).toHaveValue(sql);
  }
  await expect(app.notice('This SQL came with an address')).toBeVisible();
  await new ReceivedPage(app).expectNothingDone();
  await app.button('Bring it back').click();
  await expect(app.code).toHaveValue("'of the person'");
});
