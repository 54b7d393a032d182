import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';

const report = process.env['SANDBANK_REPORT'] ?? '.cache/reports/playwright.json';

/**
 * Runs on the built app (`npm run build` first). Every test has a profile of its own, but for those of `sharedApp`; each worker serves the
 * app itself: see test/e2e/fixtures.ts.
 */
export default defineConfig({
  outputDir: 'test-results',
  forbidOnly: true,
  fullyParallel: false,
  workers: Number(process.env['SANDBANK_WORKERS'] ?? 2),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: report }]],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunchOptions(),
    screenshot: 'only-on-failure',
    // Installing the app in every profile would cost each test its time; those of it ask for it.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'e2e', testDir: 'test/e2e', retries: Number(process.env['SANDBANK_RETRIES'] ?? 0) },
    // What gets through once has got through.
    { name: 'attacks', testDir: 'test/attacks', retries: 0 },
  ],
});
