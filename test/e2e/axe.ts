import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { default as Axe, AxeResults, RunOptions } from 'axe-core';

declare global {
  var axe: typeof Axe | undefined;
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds of serious or critical impact in the page as it stands, as "rule: selector (what is wrong)". It is put in by the
 * debugger: the page's own policy lets no foreign script in. Sealed frames, which show nothing, are left out.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => globalThis.axe !== undefined))) {
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: source });
    await session.detach();
  }
  // What fades in has other colours on its way.
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  const options: RunOptions = { iframes: false, resultTypes: ['violations'] };
  const found = (await page.evaluate((given) => globalThis.axe?.run(document, given), options)) as AxeResults;
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} (${failureSummary.replaceAll(/\s+/gu, ' ')})`),
    );
}
