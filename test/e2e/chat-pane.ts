import { expect, type Locator, type Page } from '@playwright/test';
import type { Run } from '../../src/core/run.ts';
import type { AppPage } from './app-page.ts';
import { everythingKept } from './kept.ts';

/** The chat's pane of one tab, by role and name. */
export class ChatPane {
  readonly app: AppPage;
  readonly page: Page;

  constructor(app: AppPage) {
    this.app = app;
    this.page = app.page;
  }

  /** Opens the pane where it is closed (it opens by itself where it was open before a reload), and waits until one can write. */
  async open(): Promise<void> {
    await expect(async () => {
      if (await this.message.isVisible()) return;
      if ((await this.app.button('Chat').getAttribute('aria-expanded')) !== 'true') await this.app.button('Chat').click();
      await expect(this.message).toBeVisible({ timeout: 10_000 });
    }).toPass({ timeout: 60_000 });
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  /** All answers, oldest first. */
  get answers(): Locator {
    return this.page.getByRole('article', { name: 'Answer' });
  }

  /** The newest answer. */
  get answer(): Locator {
    return this.answers.last();
  }

  /** The cards of a tool's calls, oldest first. */
  cards(tool: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^Tool call \\d+, ${tool}: `, 'u') });
  }

  card(tool: string): Locator {
    return this.cards(tool).last();
  }

  /** Sends a message; doesn't wait for its answer. */
  async send(text: string): Promise<void> {
    await this.message.fill(text);
    await this.app.button('Send').click();
  }

  /** Sends a message and waits for the end of its answer. */
  async ask(text: string): Promise<void> {
    const before = await this.answers.count();
    await this.send(text);
    await expect(this.answers).toHaveCount(before + 1);
    await this.ended();
  }

  /** Waits until nothing is being answered. */
  async ended(timeout = 120_000): Promise<void> {
    await expect(this.app.button('Stop')).toBeHidden({ timeout });
    await expect(this.answer).toHaveAttribute('aria-busy', 'false');
  }

  /** Says yes or no to the call that waits. */
  async decide(decision: 'Approve' | 'Deny'): Promise<void> {
    await this.app.button(decision).click();
  }

  /** Sets one of the switches of the conversation. */
  async choose(name: 'Model' | 'Ask', option: string): Promise<void> {
    await this.switches.getByRole('combobox', { name, exact: true }).selectOption({ label: option });
  }

  get switches(): Locator {
    return this.page.getByRole('group', { name: 'How this conversation is answered' });
  }

  /** Every run in the log with all that it holds, oldest first. */
  async runs(): Promise<Run[]> {
    const { runs } = await this.app.call('list_runs', {});
    const whole: Run[] = [];
    for (const { run_id } of runs.toReversed()) whole.push(await this.app.call('get_run', { run_id }));
    return whole;
  }

  /** The one run that there is. */
  async onlyRun(): Promise<Run> {
    const runs = await this.runs();
    expect(runs).toHaveLength(1);
    return runs[0] as Run;
  }

  /** The one link of the newest answer with this text, which must lead to `run`. */
  async expectFigure(figure: string, run: Run): Promise<void> {
    const link = this.answer.getByRole('link', { name: figure, exact: true });
    await expect(link).toHaveAttribute('href', `#/runs/${run.run_id}`);
  }

  /** Everything that this origin keeps. */
  kept(): Promise<string> {
    return everythingKept(this.page);
  }
}
