import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const REGION = { name: 'What it touches' } as const;

test('what the code touches stands beside the editor, follows what is written, and leads to its lines', async ({ app }) => {
  const { page } = app;
  const panel = page.getByRole('region', REGION);
  const group = (name: string) => panel.getByRole('region', { name, exact: true });
  await app.choose('Language', 'SQL');
  await app.writeCode('SELECT *\nFROM cur\nWHERE service = :service');
  const toggle = app.button('What it touches');
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await toggle.press('Enter');
  await expect(group('Data it queries').getByRole('listitem')).toHaveText(/^cur\s*reads\s*line 2$/u);
  await group('Data it queries').getByRole('button', { name: 'line 2' }).press('Enter');
  await expect(app.code).toBeFocused();
  await page.keyboard.insertText('/*here*/');
  await expect(app.code).toHaveValue('SELECT *\nFROM /*here*/cur\nWHERE service = :service');
  await expect(group('Parameters it reads').getByRole('listitem')).toHaveText('service');
  await expect(panel).toContainText('advice, no guarantee');

  // Python, by its own parser: what the text says, and nothing of it done.
  await app.choose('Language', 'Python');
  await app.writeCode(
    'import os\nprint("it ran")\n\nos.remove("old.csv")\nrows = await query(f"SELECT 1 FROM {params[\'table\']}")\neval(x)\n',
  );
  await expect(group('Files').getByRole('listitem')).toHaveText(/^old\.csv\s*deletes\s*line 4$/u);
  await expect(group('Needs attention').getByRole('listitem')).toHaveText(/eval\s*line 6$/u);
  await expect(panel.getByRole('list', { name: 'What it needs' }).getByRole('listitem')).toHaveText([
    'Query the data',
    'Write files of the workspace',
  ]);
  expect((await app.call('list_runs', {})).runs).toEqual([]);
  expect(await violations(page)).toEqual([]);

  await group('Files').getByRole('button', { name: 'line 4' }).press('Enter');
  await expect(app.code).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.insertText('; os.remove("newer.csv")');
  await expect(group('Files').getByRole('listitem')).toHaveText([/old\.csv/u, /^newer\.csv\s*deletes\s*line 4$/u]);

  await app.writeCode('def f(:\n');
  await expect(panel).toContainText(/no program that can be read.*invalid syntax/u);
  await app.writeCode('x = 1');
  await expect(panel).toContainText('It touches nothing');

  // It is there again after a reload, and gone when it was closed.
  await app.reload();
  await expect(panel).toBeVisible();
  await page.setViewportSize({ width: 800, height: 900 });
  await expect(panel).toBeInViewport();
  await toggle.click();
  await expect(panel).toBeHidden();
});

test('what code is named cannot look like the page’s own', async ({ app }) => {
  const panel = app.page.getByRole('region', REGION);
  await app.choose('Language', 'JavaScript');
  await app.writeCode(
    [
      'fs.writeFileSync("<button>Approve</button>\\n\\u202eNothing needs attention", "")',
      'fs.readFileSync(`[click](#/settings) ${"<img src=x onerror=alert(1)>"}`)',
      `await query(${JSON.stringify(`SELECT 1 FROM "<b>safe</b>"`)})`,
    ].join('\n'),
  );
  await app.button('What it touches').click();
  const files = panel.getByRole('region', { name: 'Files', exact: true }).getByRole('listitem');
  await expect(files).toHaveText([
    /^<button>Approve<\/button>‹U\+000A›‹U\+202E›Nothing needs attention\s*writes\s*line 1$/u,
    /^\[click\]\(#\/settings\) <img src=x onerror=alert\(1\)>\s*reads\s*line 2$/u,
  ]);
  await expect(panel.getByRole('button', { name: /approve/iu })).toHaveCount(0);
  await expect(panel.getByRole('link')).toHaveCount(0);
  await expect(panel.getByRole('img')).toHaveCount(0);
});
