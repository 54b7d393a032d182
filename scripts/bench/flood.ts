import type { Page } from 'playwright';
import type { Figure } from './measure.ts';
import { leave, timeCall, type Stage } from './stage.ts';

type Lag = { gap: number; longTasks: number; longest: number; printed: number };

const SECONDS = 5;

/** How long the page is kept from answering while code in the workbench prints as fast as it can, and while it only computes. */
export async function floodFigures(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, code] of [
    ['an output flood', 'while True: print("x" * 100)'],
    ['a flood of one huge line', 'while True: print("x" * 100_000, end="")'],
    ['a busy run', 'while True: pass'],
    ['a run that shows a table of 100,000 rows', 'table([{"n": n, "text": f"x{n}", "half": n / 2} for n in range(100_000)])'],
  ] as const) {
    const page = await stage.open();
    await timeCall(page, 'execute_code', { language: 'python', code: '1' });
    const lag = await watchRun(page, code);
    figures.push(
      {
        name: `Longest gap of the page in ${what}`,
        value: lag.gap,
        unit: 'ms',
        target: 150,
        note: `Python, in the workbench, up to ${SECONDS} s`,
      },
      { name: `Longest task in ${what}`, value: lag.longest, unit: 'ms', note: `${lag.longTasks} tasks over 50 ms` },
    );
    await leave(page);
  }
  return figures;
}

/** Runs the code from the editor, as a person does, with a ticker beside it. */
async function watchRun(page: Page, code: string): Promise<Lag> {
  await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption({ label: 'Python' });
  const editor = page.getByRole('textbox', { name: 'Code', exact: true });
  await editor.focus();
  await page.locator('[data-rich="true"]').waitFor();
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
  await page.getByRole('spinbutton', { name: 'Time limit', exact: true }).fill(String(SECONDS));
  await page.waitForTimeout(1500);
  await page.evaluate(startTicker);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /Timed out|Limit exceeded|Failed|Succeeded/u })
    .first()
    .waitFor({ timeout: 60_000 });
  return await page.evaluate(() => (window as unknown as { lag: () => Lag }).lag());
}

/** In the page: a message to itself again and again; the longest time between two is how long a click would have waited. */
function startTicker(): void {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let gap = 0;
  const tasks: number[] = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
  });
  port1.onmessage = () => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
    setTimeout(() => port2.postMessage(0), 4);
  };
  port2.postMessage(0);
  Object.assign(window, { lag: () => ({ gap, longTasks: tasks.length, longest: Math.max(0, ...tasks), printed: 0 }) });
}
