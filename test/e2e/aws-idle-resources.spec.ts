import type { Cell } from '../../src/core/json.ts';
import { expect, test } from './aws-fixtures.ts';

test('idle instances are those that CloudWatch has idle, at what the report says of each', async ({ awsApp }) => {
  await awsApp.signIn();
  const days = 14;
  const { run } = await awsApp.app.call('load_workflow', {
    name: 'Idle Resources',
    execute: true,
    connection: 'athena',
    timeout_s: 200,
    params: { days },
  });
  expect(run?.error).toBeNull();
  const table = run?.displays.find((display) => display.kind === 'table');
  if (table?.kind !== 'table') throw new Error('it shows no table');
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  const rows = table.rows.map((row) => ({
    finding: row[at('finding')],
    resource: row[at('resource')] as string,
    cost: row[at('cost')] as Cell,
  }));
  expect(new Set(rows.map(({ finding }) => finding))).toEqual(new Set(['Idle instance']));

  // Each cost, out of the sample's own lines by another query.
  const ids = rows.map(({ resource }) => `'${resource}'`).join(', ');
  const until = "date_add('day', -1, current_date)";
  const { rows: costs } = await awsApp.app.call('query_data', {
    connection: 'sample',
    sql: `SELECT element_at(split(line_item_resource_id, '/'), -1), round(sum(line_item_unblended_cost), 2) FROM cur
      WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')
        AND line_item_usage_start_date >= date_add('day', -${days}, ${until}) AND line_item_usage_start_date < ${until}
        AND element_at(split(line_item_resource_id, '/'), -1) IN (${ids}) GROUP BY 1`,
  });
  const expected = new Map(costs.map(([resource, cost]) => [resource as string, Number(cost)]));
  expect(expected.size).toBeGreaterThan(0);
  for (const { resource, cost } of rows) expect(cost === null ? undefined : Number(cost), resource).toBe(expected.get(resource));

  const { account_id } = awsApp.aws.config.aws;
  expect(run?.result).toMatchObject({ account: account_id, days, resources: rows.length });
  expect(run?.files).toEqual([expect.objectContaining({ path: 'data/idle-resources.csv' })]);
});
