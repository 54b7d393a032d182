import type { BrowserContext } from '@playwright/test';
import { runIn, runs, says, type ModelServer } from './model-server.ts';

/** Scripts a two-step conversation for a provider, by the label that it has in the settings. */
export function computes(model: ModelServer, label: string): void {
  model.script(
    {
      'What is 25 × 47?': [
        runs('python', 'result = 25 * 47'),
        says((read) => `It is [${/result: (\d+)/u.exec(read)?.[1] ?? 'unknown'}](#/runs/${runIn(read)}).`),
      ],
    },
    // The mock takes any other reason of Gemini's for an end without calls.
    { finish: label === 'Google Gemini' ? 'stop' : 'tool_calls' },
  );
}

/** Answers for a host on the network by the model of the test; notes the paths that were asked. */
export async function standIn(
  context: BrowserContext,
  origin: string,
  model: ModelServer,
  base: string,
  own: string,
): Promise<string[]> {
  const asked: string[] = [];
  await context.route(`${origin}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    asked.push(pathname);
    const response = await route.fetch({ url: `${model.origin}${base}${pathname.slice(own.length)}${search}` });
    await route.fulfill({ response });
  });
  return asked;
}
