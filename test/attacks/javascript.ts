import type { Page } from '@playwright/test';
import type { JsonObject } from '../../src/core/json.ts';
import type { Limits } from '../../src/core/limits.ts';
import type { BareOutcome } from '../harness/bare-run.ts';
import type { Recorded } from '../harness/sandbox-runs.ts';

type Options = { params?: JsonObject; limits?: Partial<Limits> };

/** JavaScript as the app runs it: QuickJS, in the sandbox. */
export function sealedJavaScript(page: Page, code: string, options: Options = {}): Promise<Recorded> {
  return page.evaluate(([text, given]) => window.harness.sealed('javascript', text, JSON.parse(given) as Options), [
    code,
    JSON.stringify(options),
  ] as const);
}

/** The same code as it would run in an ordinary worker of the page's origin, without an interpreter of its own. */
export function bareJavaScript(page: Page, code: string, params: JsonObject = {}): Promise<BareOutcome> {
  return page.evaluate(([text, given]) => window.harness.bare('raw', `eval:${text}`, JSON.parse(given) as JsonObject), [
    code,
    JSON.stringify(params),
  ] as const);
}
