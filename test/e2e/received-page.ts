import { expect, type Locator } from '@playwright/test';
import type { AppPage } from './app-page.ts';

/** The page of what was received, by role and name. */
export class ReceivedPage {
  readonly app: AppPage;

  constructor(app: AppPage) {
    this.app = app;
  }

  /** Goes to a link as following it in this tab does, and waits until what it holds is shown. */
  async open(hash: string): Promise<void> {
    await this.app.page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await expect(this.heading).toBeVisible();
  }

  get heading(): Locator {
    return this.app.page.getByRole('heading', { level: 1, name: 'A workflow from somebody else' });
  }

  get sender(): Locator {
    return this.app.page.getByRole('region', { name: 'What the sender says' });
  }

  get code(): Locator {
    return this.app.page.getByRole('region', { name: 'Code of the received workflow: text' });
  }

  get dialog(): Locator {
    return this.app.page.getByRole('dialog');
  }

  /** One of the choices at the foot of the page. */
  choice(name: 'Discard' | 'Import…' | 'Run once with my data…' | 'Run once with the sample data…'): Locator {
    return this.app.page.getByRole('group', { name: 'What to do with it' }).getByRole('button', { name, exact: true });
  }

  /** What the person has, where nothing was done: no run, no file, no workflow of their own. */
  async expectNothingDone(): Promise<void> {
    const [{ runs }, { files }, { workflows }] = await Promise.all([
      this.app.call('list_runs', {}),
      this.app.call('list_files', {}),
      this.app.call('list_workflows', {}),
    ]);
    expect({ runs, files, own: workflows.filter(({ builtin }) => !builtin) }).toEqual({ runs: [], files: [], own: [] });
  }
}
