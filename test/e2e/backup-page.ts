import { writeFile } from 'node:fs/promises';
import { expect, type Locator, type TestInfo } from '@playwright/test';
import type { AppPage } from './app-page.ts';

/** The page that makes and opens back-ups. */
export class BackupPage {
  readonly app: AppPage;

  constructor(app: AppPage) {
    this.app = app;
  }

  async open(): Promise<void> {
    await this.app.page.goto(`${this.app.url}#/backup`);
    await expect(this.app.page.getByRole('heading', { level: 1, name: 'Back-up' })).toBeVisible();
  }

  /** Makes one as a browser does that lets no page write to files; answers where it was saved. */
  async make(info: TestInfo, name = 'backup.zip'): Promise<string> {
    await this.app.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    const downloading = this.app.page.waitForEvent('download');
    await this.app.button('Make a back-up').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^sandbank-\d{4}-\d\d-\d\d-\d{4}\.zip$/u);
    const path = info.outputPath(name);
    await download.saveAs(path);
    await expect(this.app.page.getByText(/^The back-up is made: /u)).toBeVisible();
    return path;
  }

  async choose(path: string): Promise<void> {
    await this.app.page.getByLabel('Back-up to open').setInputFiles(path);
  }

  /** Opens one that can be opened. */
  async look(path: string): Promise<void> {
    await this.choose(path);
    await expect(this.heading('What is in it')).toBeVisible();
  }

  /** Opens bytes as a file of this name; answers what is told of them. */
  async refusal(info: TestInfo, name: string, bytes: Uint8Array | string): Promise<Locator> {
    const path = info.outputPath(name);
    await writeFile(path, bytes);
    await this.choose(path);
    await expect(this.app.page.getByText('The back-up could not be opened')).toBeVisible();
    return this.app.page.getByRole('main');
  }

  heading(name: string): Locator {
    return this.app.page.getByRole('heading', { name });
  }

  /** Opens or closes a kind's section. */
  async unfold(kind: 'Workflows' | 'Runs' | 'Files' | 'Conversations' | 'Settings'): Promise<void> {
    const button = this.app.page.getByRole('main').getByRole('button', { name: new RegExp(`^${kind}`, 'u') });
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  }

  table(kind: 'Workflows' | 'Files' | 'Conversations' | 'Settings'): Locator {
    return this.app.page.getByRole('table', { name: `${kind} in the back-up` });
  }

  row(kind: 'Workflows' | 'Files' | 'Conversations' | 'Settings', text: string): Locator {
    return this.table(kind).getByRole('row').filter({ hasText: text });
  }

  async restore(): Promise<void> {
    await this.app.button('Restore').click();
    await this.app.button('Restore now').click();
    await expect(this.app.page.getByText('The back-up is restored')).toBeVisible();
  }
}
