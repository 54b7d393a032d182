import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { chromiumArgs, offByPlaywright } from './chromium.mjs';

test('what Playwright switches off in Chromium stays off beside what we switch off', () => {
  const core = createRequire(createRequire(import.meta.url).resolve('playwright')).resolve('playwright-core');
  const source = readFileSync(new URL('lib/coreBundle.js', `file://${core}`), 'utf8');
  const list = /disabledFeatures = \[(.*?)\]/su.exec(source)?.[1] ?? '';
  const theirs = [...list.matchAll(/^\s*"(\w+)"/gmu)].map(([, name]) => name);
  expect(theirs).toEqual(offByPlaywright);
  expect(chromiumArgs.filter((each) => each.startsWith('--disable-features='))).toHaveLength(1);
});
