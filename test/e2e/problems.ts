import type { BrowserContext, Page, Request } from '@playwright/test';

/**
 * What goes wrong in any page of a context: uncaught errors, errors on the console (a refused policy is one of them), and requests to
 * another origin than the app's. A test ends as failed where there is one that it did not expect.
 */
export class Problems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(context: BrowserContext, origin: string) {
    context.on('request', (request) => this.#watchRequest(request, origin));
    context.on('page', (page) => this.#watchPage(page));
  }

  /** Problems that match are part of what the test does. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  unexpected(): string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  #watchPage(page: Page): void {
    page.on('pageerror', (error) => this.#found.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#found.push('the page crashed'));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#found.push(`console: ${message.text()}`);
    });
  }

  #watchRequest(request: Request, origin: string): void {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:blob|data|about):/u.test(url))
      this.#found.push(`request: ${request.method()} ${url}`);
  }
}
