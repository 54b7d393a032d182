import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What stands on the workbench, by role and name. */
const CONTROLS = [
  ['combobox', 'Language'],
  ['combobox', 'Connection'],
  ['textbox', 'Code'],
  ['spinbutton', 'Time limit'],
  ['button', 'Run'],
  ['button', 'Save'],
  ['region', 'Output'],
] as const;

const PAGES = ['Workflows', 'Data', 'Runs', 'Settings', 'Workbench'] as const;

for (const width of [1440, 800]) {
  test(`everything of the workbench is there at ${width} pixels, and nothing is wider than the window`, async ({ newTab }) => {
    const app = await newTab();
    await app.page.setViewportSize({ width, height: 900 });
    await app.open();
    for (const [role, name] of CONTROLS)
      await expect(app.page.getByRole(role, { name, exact: true }), `${role} ${name}`).toBeVisible();
    for (const name of PAGES) {
      await app.go(name);
      await expect(app.page.getByRole('main')).not.toBeEmpty();
      const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
    }
  });
}

test('the whole job by keyboard: write, run, stop, read, save', async ({ app }) => {
  await app.choose('Language', 'JavaScript');
  await tabTo(app.page, 'textbox', 'Code');
  await app.writeCode("console.log('typed');\nfor (;;);\n");
  await app.page.keyboard.press('ControlOrMeta+Enter');
  await expect(app.output).toContainText('typed', { timeout: 60_000 });
  await app.button('Stop').focus();
  await app.page.keyboard.press('Enter');
  await app.expectStatus(/Stopped/u);
  await app.code.focus();
  await app.page.keyboard.press('ControlOrMeta+s');
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await expect(dialog).toBeVisible();
  await tabTo(app.page, 'textbox', 'Name');
  await app.page.keyboard.type('By keyboard');
  await app.page.keyboard.press('Enter');
  await expect(app.notice('“By keyboard” is saved as version 1')).toBeVisible();
});

test('the code can be filled in as a text box is, and one never leaves the page by Tab alone', async ({ app }) => {
  await app.choose('Language', 'JavaScript');
  await app.code.focus();
  await expect(app.page.locator('[data-rich="true"]')).toBeVisible();
  await app.code.fill("console.log('filled')");
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await expect(app.output).toContainText('filled');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`follows the system into ${colorScheme}, and keeps another choice over a reload`, async ({ newTab }) => {
    const app = await newTab();
    await app.page.emulateMedia({ colorScheme });
    await app.open();
    const scheme = () => app.page.evaluate(() => document.documentElement.style.colorScheme);
    await expect.poll(scheme).toBe(colorScheme);
    await app.go('Settings');
    const other = colorScheme === 'dark' ? 'light' : 'dark';
    await app.page.getByRole('radio', { name: other === 'dark' ? 'Dark' : 'Light' }).check();
    await expect.poll(scheme).toBe(other);
    await app.reload();
    await expect.poll(scheme).toBe(other);
  });
}

async function tabTo(page: Page, role: 'textbox', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 50 });
  }).toPass();
}
