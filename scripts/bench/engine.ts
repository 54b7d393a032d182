import { median, type Figure } from './measure.ts';
import { leave, timeCall, type Stage } from './stage.ts';

const ROUNDS = 3;

/** How long the engine takes to start, the sample data to be there, and the first built-in workflow from click to table. */
export async function engineFigures(stage: Stage): Promise<Figure[]> {
  const starts: number[] = [];
  const samples: number[] = [];
  const warm: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    const page = await stage.open();
    starts.push(await timeCall(page, 'query_data', { sql: 'SELECT 1', connection: 'local' }));
    samples.push(await timeCall(page, 'query_data', { sql: 'SELECT COUNT(*) FROM cur', connection: 'sample' }));
    warm.push(
      await timeCall(page, 'query_data', {
        sql: 'SELECT line_item_product_code, SUM(line_item_unblended_cost) FROM cur GROUP BY 1',
        connection: 'sample',
      }),
    );
    await leave(page);
  }
  const reports = [await reportFromClick(stage), await reportFromClick(stage), await reportFromClick(stage)];
  return [
    { name: 'Engine start, to the first row of a query', value: median(starts), unit: 'ms', note: 'cold page' },
    { name: 'Sample data ready, after the engine', value: median(samples), unit: 'ms' },
    { name: 'Sample data ÷ engine start', value: median(samples) / median(starts), unit: 'ratio', target: 4 },
    { name: 'A sum by service over the sample', value: median(warm), unit: 'ms', note: 'warm' },
    {
      name: 'Monthly Cost Report, first click to table',
      value: median(reports.map((each) => each.cold)),
      unit: 'ms',
      note: 'cold page',
    },
    { name: 'Monthly Cost Report, again, as a call', value: median(reports.map((each) => each.warm)), unit: 'ms' },
  ];
}

async function reportFromClick(stage: Stage): Promise<{ cold: number; warm: number }> {
  const page = await stage.open();
  const first = page.getByRole('button', { name: 'Try the Monthly Cost Report on the sample', exact: true });
  await first.waitFor();
  const done = page.getByRole('status').filter({ hasText: 'Succeeded' }).first();
  const grid = page.getByRole('region', { name: 'Output', exact: true }).getByRole('grid').first();
  const started = performance.now();
  await first.click();
  await done.waitFor({ timeout: 120_000 });
  await page.getByRole('tab', { name: /^Tables/u }).click();
  await grid.waitFor();
  const cold = performance.now() - started;
  await page.waitForTimeout(1500);
  const warm = await timeCall(page, 'load_workflow', { name: 'Monthly Cost Report', execute: true, connection: 'sample' });
  await leave(page);
  return { cold, warm };
}
