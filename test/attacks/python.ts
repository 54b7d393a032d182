import type { Page } from '@playwright/test';
import type { JsonObject } from '../../src/core/json.ts';
import type { Limits } from '../../src/core/limits.ts';
import type { BareOutcome } from '../harness/bare-run.ts';
import type { Recorded } from '../harness/sandbox-runs.ts';

type Options = { params?: JsonObject; limits?: Partial<Limits> };

/** Python in the sandbox. Its kit has left the exits open (as `js.exits`): what refuses an attack is the wall itself. */
export function sealedPython(page: Page, code: string, options: Options = {}): Promise<Recorded> {
  return page.evaluate(([text, given]) => window.harness.sealed('python', text, JSON.parse(given) as Options), [
    code,
    JSON.stringify(options),
  ] as const);
}

/** The same interpreter in an ordinary worker of the page's origin. */
export function barePython(page: Page, code: string, params: JsonObject = {}): Promise<BareOutcome> {
  return page.evaluate(([text, given]) => window.harness.bare('python', text, JSON.parse(given) as JsonObject), [
    code,
    JSON.stringify(params),
  ] as const);
}
