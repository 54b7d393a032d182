import type { Page } from 'playwright';
import { median, pause, times, type Figure } from './measure.ts';
import { leave, SPARE_WARMS_MS, timeCall, type Stage } from './stage.ts';

type Kill = { stopped: number; ready: number };

/** How soon a run ends when it is stopped, and how soon the next one has answered. */
export async function endingFigures(stage: Stage): Promise<Figure[]> {
  const page = await stage.open();
  await timeCall(page, 'execute_code', { language: 'python', code: '1' });
  const kills: Kill[] = [];
  await times(9, async () => {
    await pause(SPARE_WARMS_MS);
    kills.push(await kill(page));
    return 0;
  });
  await leave(page);
  return [
    {
      name: 'Stop to the end of the run (Python, endless loop)',
      value: median(kills.map((each) => each.stopped)),
      unit: 'ms',
      target: 100,
    },
    {
      name: 'Kill to ready: stop to the result of the next run',
      value: median(kills.map((each) => each.ready)),
      unit: 'ms',
      target: 100,
    },
  ];
}

/** Starts an endless loop, waits until a spare is up beside it, stops it and at once runs another program. */
async function kill(page: Page): Promise<Kill> {
  return await page.evaluate(async (warm) => {
    const controller = new AbortController();
    let printed = (): void => undefined;
    const running = new Promise<void>((resolve) => (printed = resolve));
    const loop = window.sandbank.callTool(
      'execute_code',
      { language: 'python', code: 'print("on")\nwhile True: pass', timeout_s: 60 },
      { signal: controller.signal, onEvent: (event) => event.type === 'stdout' && printed() },
    );
    await running;
    await new Promise((resolve) => setTimeout(resolve, warm));
    const started = performance.now();
    const stopped = loop.then(() => performance.now() - started);
    controller.abort();
    await window.sandbank.callTool('execute_code', { language: 'python', code: '1' });
    return { stopped: await stopped, ready: performance.now() - started };
  }, SPARE_WARMS_MS);
}
