import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { expect, test } from './fixtures.ts';

/**
 * A worker whose heap grows past the browser's own limit takes its process along. The test runner takes that for a crash of the page, and
 * fails over the frame that it has lost; so this browser is started by itself, with nothing but the page's address, and the page says how
 * it goes on by requests to its own host.
 */
test('a heap that bursts ends its run, and the page goes on', async ({ harnessSite }) => {
  test.setTimeout(180_000);
  harnessSite.requests.length = 0;
  const profile = mkdtempSync(path.join(tmpdir(), 'sandbank-burst-'));
  const address = `${harnessSite.url}test/harness/sandbox-page.html#burst`;
  const browser = spawn(
    findChromium() ?? chromium.executablePath(),
    [...chromiumArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, address],
    { stdio: 'ignore' },
  );
  const told = (): string[] =>
    harnessSite.requests.map(({ path: at }) => new URLSearchParams(at.split('?')[1]).get('told')).filter((text) => text !== null);
  try {
    await expect.poll(told, { timeout: 150_000 }).toEqual(['burst: out_of_memory', 'next: succeeded']);
  } finally {
    const gone = new Promise((resolve) => void browser.once('exit', resolve));
    browser.kill('SIGKILL');
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
