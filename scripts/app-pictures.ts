import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { setStage } from './bench/stage.ts';
import { projectRoot } from './setup/project.mjs';

// Makes the pictures that the manifest names: icons of favicon.svg, and what the built app looks like, wide and narrow.
const icons = path.join(projectRoot, 'public', 'icons');
const screenshots = path.join(projectRoot, 'public', 'screenshots');
for (const folder of [icons, screenshots]) mkdirSync(folder, { recursive: true });

const stage = await setStage();
const drawing = await stage.browser.newPage();
const svg = readFileSync(path.join(projectRoot, 'public', 'favicon.svg'), 'utf8');
/** A maskable icon fills its square, and keeps what matters within the inner four fifths. */
const padded = svg
  .replace('x="1" y="1" width="30" height="30" rx="9"', 'x="-5" y="-5" width="42" height="42"')
  .replace('viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"');
if (!padded.includes('x="-5"')) throw new Error('favicon.svg is drawn otherwise by now: say here how it fills a square');
await drawIcon(drawing, svg, 192, 'icon-192.png');
await drawIcon(drawing, svg, 512, 'icon-512.png');
await drawIcon(drawing, padded, 512, 'maskable-512.png');

const page = await stage.open();
await page.getByRole('button', { name: 'Try the Monthly Cost Report on the sample', exact: true }).click();
await page.getByRole('status').filter({ hasText: 'Succeeded' }).first().waitFor({ timeout: 180_000 });
await page.getByRole('textbox', { name: 'Code', exact: true }).focus();
await page.locator('[data-rich="true"]').waitFor();
await page.getByRole('tab', { name: /^Charts/u }).click();
await page.getByRole('img').last().waitFor();
for (const [name, width, height] of [
  ['wide.png', 1280, 800],
  ['narrow.png', 540, 960],
] as const) {
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: path.join(screenshots, name) });
}
await stage.close();

async function drawIcon(on: Page, text: string, size: number, name: string): Promise<void> {
  await on.setViewportSize({ width: size, height: size });
  await on.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${text}`);
  await on.screenshot({ path: path.join(icons, name), omitBackground: true });
}
