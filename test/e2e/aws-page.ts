import { expect, type Locator, type Page } from '@playwright/test';
import type { Run } from '../../src/core/run.ts';
import type { ToolInputs } from '../../src/tools/tool-types.ts';
import type { AwsDouble } from '../aws/start.ts';
import type { AppPage } from './app-page.ts';

/** The app beside a double of AWS. */
export class AwsPage {
  readonly app: AppPage;
  readonly aws: AwsDouble;

  constructor(app: AppPage, aws: AwsDouble) {
    this.app = app;
    this.aws = aws;
  }

  get page(): Page {
    return this.app.page;
  }

  /** Who is signed in, at the head of every page. */
  get account(): Locator {
    return this.page.getByRole('link', { name: /^Signed in to AWS as/u });
  }

  get question(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Signs in by the window that the button opens. */
  async signIn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign in to AWS' }).first().click();
    await expect(this.account).toBeVisible();
  }

  run(input: ToolInputs['execute_code']): Promise<Run> {
    return this.app.call('execute_code', { connection: 'athena', timeout_s: 120, ...input });
  }

  /** What the double was asked, as "athena:StartQueryExecution". */
  asked(service: string): string[] {
    return this.aws.log.calls.filter((call) => call.service === service).map(({ operation }) => operation);
  }
}
