import { expect, type Locator, type Page } from '@playwright/test';
import type { ConsoleApi } from '../../src/console-api.ts';
import type { RunEvent } from '../../src/core/run.ts';
import type { ToolInputs, ToolName, ToolOutputs } from '../../src/tools/tool-types.ts';

export type CallFailure = { name: string; message: string; line?: number; position?: number; construct?: string };

/** One tab of the app, with its console API and the parts of the workbench by role and name. */
export class AppPage {
  readonly page: Page;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  /** Opens the app (`at` is what follows its address) and waits until tools can be called. */
  async open(at = ''): Promise<void> {
    await this.page.goto(this.url + at);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.poll(() => typeof window.sandbank === 'object');
    await this.page.evaluate(() => window.sandbank.ready);
  }

  /**
   * Asks the page again and again until the answer is something; answers it. (Playwright's own `waitForFunction` evaluates text in the
   * page, which the page's policy refuses.)
   */
  async poll<Answer>(ask: () => Answer | Promise<Answer>): Promise<NonNullable<Answer>> {
    let answer: Answer | undefined;
    await expect(async () => {
      answer = (await this.page.evaluate(ask)) as Answer;
      expect(answer).toBeTruthy();
    }).toPass({ intervals: [50], timeout: 60_000 });
    return answer as NonNullable<Answer>;
  }

  /** Calls a tool as the console does. Rejects as the tool does, but for the error's class: see `failure`. */
  async call<Name extends ToolName>(name: Name, input: ToolInputs[Name]): Promise<ToolOutputs[Name]> {
    const call: [string, unknown] = [name, input];
    const answer = await this.page.evaluate(([tool, given]) => window.sandbank.callTool(tool, given), call);
    return answer as ToolOutputs[Name];
  }

  /** The error that a call is refused with; fails where it is answered. */
  async failure(...[name, input]: Parameters<ConsoleApi['callTool']>): Promise<CallFailure> {
    const failure = await this.page.evaluate(
      async ([tool, given]) => {
        try {
          await window.sandbank.callTool(tool, given);
          return undefined;
        } catch (error) {
          const { name: type, message } = error as Error;
          return Object.assign({ name: type, message }, error) as CallFailure;
        }
      },
      [name, input] as [string, unknown],
    );
    if (failure === undefined)
      throw new Error(`${name} answered, and should have refused ${JSON.stringify(input).slice(0, 300)}`);
    return failure;
  }

  /** Calls a tool and answers what it said as it went, too. `abortOn`: aborts the call at the first event of this type. */
  async callWithEvents<Name extends ToolName>(
    name: Name,
    input: ToolInputs[Name],
    abortOn?: RunEvent['type'],
  ): Promise<{ output: ToolOutputs[Name]; events: RunEvent[] }> {
    const answer = await this.page.evaluate(
      async ([tool, given, stop]) => {
        const events: RunEvent[] = [];
        const controller = new AbortController();
        const onEvent = (event: RunEvent): void => {
          events.push(event);
          if (event.type === stop) controller.abort();
        };
        const output = await window.sandbank.callTool(tool, given, { signal: controller.signal, onEvent });
        return { output, events };
      },
      [name, input as unknown, abortOn] as const,
    );
    return answer as { output: ToolOutputs[Name]; events: RunEvent[] };
  }

  /** Follows a link of the navigation, and waits until that page is there. */
  async go(name: 'Workbench' | 'Workflows' | 'Data' | 'Runs' | 'Settings'): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    const shown =
      name === 'Workbench' ? this.code : this.page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`, 'u') });
    await expect(shown).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get output(): Locator {
    return this.page.getByRole('region', { name: 'Output', exact: true });
  }

  tab(name: string): Locator {
    return this.output.getByRole('tab', { name: new RegExp(`^${name}\\b`, 'u') });
  }

  /** A notice at the head of the page. */
  notice(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Notifications' }).getByText(text).first();
  }

  /** The textbox `Code`: Monaco, once it is there. */
  get code(): Locator {
    return this.page.getByRole('textbox', { name: 'Code', exact: true });
  }

  /** Replaces all of the code as a paste does (typing would complete brackets and indent). */
  async writeCode(text: string): Promise<void> {
    await this.code.focus();
    await expect(this.page.locator('[data-rich="true"]'), 'the rich editor is in place').toBeVisible();
    await this.code.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Picks from a combobox by name. */
  async choose(combobox: 'Language' | 'Connection', option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: combobox, exact: true }).selectOption({ label: option });
  }

  /** Drops files made of these bytes onto the page, as from the desktop. */
  async dropFiles(files: Record<string, string | Uint8Array>): Promise<void> {
    const plain = Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('base64')] as const);
    const transfer = await this.page.evaluateHandle((given) => {
      const items = new DataTransfer();
      for (const [name, base64] of given)
        items.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name));
      return items;
    }, plain);
    for (const type of ['dragenter', 'dragover', 'drop']) await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }

  /** Waits until the state of the run that is shown is this one. */
  async expectStatus(text: RegExp, timeout = 90_000): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text }).first()).toBeVisible({ timeout });
  }
}
