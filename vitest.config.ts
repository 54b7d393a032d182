import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';
import viteConfig from './vite.config.ts';

export default defineConfig({
  ...viteConfig,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,workers,scripts,test}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.{ts,tsx}', 'node_modules/**', 'test/e2e/**', 'test/attacks/**'],
          environment: 'node',
          // It would keep what `?guest` made of files that have changed since.
          fsModuleCache: false,
        },
      },
      {
        extends: true,
        // All that browser tests import is bundled before the first one runs; found on the way, it would reload a test in the middle.
        optimizeDeps: {
          entries: ['src/**/*.{ts,tsx}', 'test/harness/*.{ts,tsx}', '!src/**/*.test.{ts,tsx}'],
          include: [
            'acorn',
            'decimal.js',
            '@ai-sdk/amazon-bedrock',
            '@ai-sdk/anthropic',
            '@ai-sdk/google',
            '@ai-sdk/openai',
            '@ai-sdk/openai-compatible',
          ],
          exclude: ['monaco-editor'],
        },
        test: {
          name: 'browser',
          globalSetup: ['test/harness/aimock-setup.ts', 'test/aws/browser-setup.ts'],
          include: ['{src,workers,test}/**/*.browser.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Its own second is short where everything works at once.
          expect: { poll: { timeout: 30_000 } },
          maxWorkers: 2,
          // A second try counts in `src/ui` only: scripts/setup/test-counts.mjs.
          retry: Number(process.env['SANDBANK_RETRIES'] ?? 0),
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // What is drawn must fit: where the page scrolls sideways, a focus that moves takes a button away from under a press.
            viewport: { width: 1440, height: 900 },
            provider: playwright({ launchOptions: chromiumLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
