import path from 'node:path';
import { setStage } from './bench/stage.ts';
import { projectRoot } from './setup/project.mjs';

// Takes docs/screenshot.png of the built app: the Monthly Cost Report on the sample data, as a first visit shows it.
const stage = await setStage();
const page = await stage.open();
await page.getByRole('button', { name: 'Try the Monthly Cost Report on the sample', exact: true }).click();
await page.getByRole('status').filter({ hasText: 'Succeeded' }).first().waitFor({ timeout: 180_000 });
await page.getByRole('textbox', { name: 'Code', exact: true }).focus();
await page.locator('[data-rich="true"]').waitFor();
await page.getByRole('tab', { name: /^Charts/u }).click();
await page.getByRole('img').last().waitFor();
await page.waitForTimeout(1500);
await page.screenshot({ path: path.join(projectRoot, 'docs', 'screenshot.png') });
await stage.close();
