import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/setup/project.mjs';
import type { Site } from '../../scripts/serve.mjs';
import { serveConfigured } from '../aws/configured-site.ts';
import { startAws, type AwsDouble } from '../aws/start.ts';
import { AppPage } from './app-page.ts';
import { AwsPage } from './aws-page.ts';
import { test as base, expect, SUB_PATH } from './fixtures.ts';

type PerTest = {
  /** The double of AWS, with nothing set and nothing remembered. */
  aws: AwsDouble;
  /** The app that is configured for the double, opened. Nobody is signed in. */
  awsApp: AwsPage;
};
type PerWorker = { double: AwsDouble; configured: Site };

/** What a browser writes on the console of an answer that says no. */
export const REFUSED = /Failed to load resource: the server responded with a status of 4\d\d/u;

/** Tests with a double of AWS on this machine; each worker of the runner has one, and serves the app configured for it. */
export const test = base.extend<PerTest, PerWorker>({
  double: [
    async ({}, use) => {
      const double = await startAws();
      await use(double);
      await double.close();
    },
    { scope: 'worker' },
  ],
  configured: [
    async ({ double }, use, { workerIndex }) => {
      const folder = path.join(projectRoot, '.cache', `aws-site-${workerIndex}`);
      const site = await serveConfigured(double.config, { folder, base: SUB_PATH });
      await use(site);
      await site.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  aws: async ({ double, problems, configured }, use) => {
    double.reset();
    problems.expect(new RegExp(`^request: \\w+ ${configured.origin}/`, 'u'));
    problems.expect(new RegExp(`^request: \\w+ ${double.url}/`, 'u'));
    await use(double);
  },
  // `aws` sets the double back before the page asks it anything.
  awsApp: async ({ context, configured, aws }, use) => {
    const app = new AppPage(await context.newPage(), configured.url);
    await app.open('#/data');
    await use(new AwsPage(app, aws));
  },
});

export { expect };
