import { expect, type Locator } from '@playwright/test';
import type { AppPage } from './app-page.ts';

/** `label` is the provider's, as the settings offer it. */
export type ModelFields = { label: string; model: string; region?: string };

/** The models in the settings, by role and name. */
export class ModelSettings {
  readonly app: AppPage;

  constructor(app: AppPage) {
    this.app = app;
  }

  row(model: string): Locator {
    return this.app.page.getByRole('list', { name: 'Models' }).getByRole('listitem', { name: model, exact: true });
  }

  /** Adds a model, with its key where it has one. */
  async add(
    { key, ...fields }: ModelFields & { key?: string },
    address: string,
    keep?: { passphrase: string },
  ): Promise<Locator> {
    await this.fillIn(fields, address);
    await this.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    if (key !== undefined) await this.giveKey(key, keep);
    await expect(this.dialog).toBeHidden();
    return this.row(fields.model);
  }

  async fillIn({ label, model, region }: ModelFields, address: string): Promise<void> {
    await this.app.button('Add model').first().click();
    await this.dialog.getByRole('combobox', { name: 'Provider', exact: true }).selectOption({ label });
    await this.dialog.getByRole('combobox', { name: 'Model', exact: true }).fill(model);
    await this.app.page.keyboard.press('Tab');
    await this.dialog.getByLabel('Address').fill(address);
    if (region !== undefined) await this.dialog.getByLabel('AWS region').fill(region);
  }

  async giveKey(key: string, keep?: { passphrase: string }): Promise<void> {
    const { page } = this.app;
    await page.getByLabel('API key').fill(key);
    if (keep !== undefined) {
      await page.getByRole('radio', { name: /encrypted by a passphrase/u }).check();
      await page.getByLabel('Passphrase', { exact: true }).fill(keep.passphrase);
    }
    await this.app.button('Use this key').click();
  }

  get dialog(): Locator {
    return this.app.page.getByRole('dialog').filter({ visible: true });
  }

  async test(model: string): Promise<Locator> {
    await this.row(model).getByRole('button', { name: 'Test connection' }).click();
    return this.row(model).getByRole('status');
  }
}

export async function openModelSettings(app: AppPage): Promise<ModelSettings> {
  await app.go('Settings');
  await expect(app.button('Add model').first()).toBeVisible();
  return new ModelSettings(app);
}
