import { expect, test } from './fixtures.ts';

const QUERY = `SELECT line_item_product_code, sum(line_item_unblended_cost) AS cost
FROM \${table_name}
WHERE \${date_filter}
GROUP BY 1`;

test('a pasted query runs once its two placeholders are filled in, and keeps them', async ({ app }) => {
  await app.choose('Language', 'SQL');
  await app.writeCode(QUERY);
  const field = (name: string) =>
    app.page.getByRole('group', { name: 'Parameters of the query' }).getByLabel(name, { exact: true });
  await field('table_name').fill('cur');
  await app.button('Run').click();
  await expect(field('date_filter')).toBeFocused();
  await expect(app.page.getByRole('alert').filter({ hasText: 'The query asks for date_filter' })).toBeVisible();
  await app.page.keyboard.type("line_item_usage_start_date >= date_trunc('month', current_date) -- this month");
  await app.page.keyboard.press('Enter');
  await app.expectStatus(/succeeded/iu);
  await expect(app.output.getByText('AmazonEC2').first()).toBeVisible();
  await app.reload();
  await expect(field('table_name')).toHaveValue('cur');
});

test('an error of a query leads to its place in the text, whatever was filled in before it', async ({ app }) => {
  await app.choose('Language', 'SQL');
  await app.writeCode("SELECT 1,\n  '${team}' || nowhere_at_all\nFROM cur");
  await app.page.getByLabel('team', { exact: true }).fill('quite a long name of a team');
  await app.button('Run').click();
  await app.expectStatus(/failed/iu);
  await expect(app.page.locator('.squiggly-error')).toBeVisible();
  const lead = app.output.getByRole('button', { name: 'Go to line 2' });
  await lead.focus();
  await app.page.keyboard.press('Enter');
  await expect(app.code).toBeFocused();
  await app.page.keyboard.type('/*here*/');
  await expect(app.code).toHaveValue("SELECT 1,\n  '${team}' || /*here*/nowhere_at_all\nFROM cur");
  await expect(app.page.locator('.squiggly-error')).toBeHidden();
});
