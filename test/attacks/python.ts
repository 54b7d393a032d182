import type { Page } from '@playwright/test';
import type { Recorded, RunOptions } from '../harness/sandbox-runs.ts';
import type { BareOutcome } from '../harness/bare-run.ts';

/** Python in the sandbox. Its kit has left the exits open (as `js.exits`): what refuses an attack is the wall itself. */
export function sealedPython(
  page: Page,
  code: string,
  options: Pick<RunOptions, 'params' | 'limits' | 'files'> = {},
): Promise<Recorded> {
  return page.evaluate(({ text, given }) => window.harness.sealed('python', text, given as RunOptions), {
    text: code,
    given: options as unknown,
  });
}

/** The same interpreter in an ordinary worker of the page's origin. */
export function barePython(page: Page, code: string, params: RunOptions['params'] = {}): Promise<BareOutcome> {
  return page.evaluate(({ text, given }) => window.harness.bare('python', text, given as RunOptions['params']), {
    text: code,
    given: params as unknown,
  });
}
