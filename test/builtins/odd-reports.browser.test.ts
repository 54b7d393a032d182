import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import { runBuiltin } from '../harness/builtin-runs.ts';
import { type CurLine, daysFrom, engineOver } from '../harness/cur-fixture.ts';

const use = (day: string, cost: string, more: Partial<CurLine> = {}): CurLine => ({
  day,
  type: 'Usage',
  cost,
  usage: 'BoxUsage',
  line_item_usage_amount: '1',
  line_item_resource_id: 'i-1',
  ...more,
});

async function run(engine: SqlEngine, name: string, params: JsonObject = {}) {
  const outcome = await runBuiltin(engine, 'local', name, params);
  expect(outcome.error).toBeNull();
  return outcome;
}

describe('names that hold what Markdown is written with', () => {
  const hostile = (name: string) => `${name}|a \`b\` *c* _d_ ~~e~~ <u>f [g](h) \\| \n=${name}`;
  const shown = (name: string) => hostile(name).replaceAll('\n', ' ');
  let engine: SqlEngine;
  beforeAll(async () => {
    const named = {
      service: hostile('service'),
      team: hostile('team'),
      account: hostile('account'),
      line_item_usage_account_name: hostile('account'),
      bill_invoicing_entity: hostile('seller'),
      invoice: hostile('invoice'),
      product_region_code: hostile('region'),
      usage: hostile('usage'),
    };
    engine = await engineOver([
      ...daysFrom('2026-03-02', '2026-06-20').map((day) => use(day, day === '2026-06-10' ? '900.00' : '10.00', named)),
      use('2026-06-01', '5.00', { service: 'AmazonS3' }),
      use('2026-06-01', '1.00', { service: 'AmazonS3', resource_tags: JSON.stringify({ [hostile('key')]: 'a' }) }),
      use('2026-06-01', '3.00', {
        ...named,
        type: 'SavingsPlanRecurringFee',
        savings_plan_savings_plan_a_r_n: `arn:aws:savingsplans::1:savingsplan/${hostile('plan')}`,
        savings_plan_total_commitment_to_date: '3.00',
        savings_plan_used_commitment: '1.00',
      }),
    ]);
  });

  test.each<[string, JsonObject, string[]]>([
    ['Monthly Cost Report', { month: '2026-06' }, ['service']],
    ['Cost Anomaly Detector', { days: 30 }, ['service', 'region', 'usage', 'account']],
    ['Untagged Spend', { month: '2026-06', tag: hostile('key') }, ['service', 'key']],
    ['Commitment Report', { month: '2026-06' }, ['plan']],
    ['Budget Variance', { month: '2026-06', budgets: { [hostile('team')]: 100, [hostile('absent')]: 1 } }, ['team', 'absent']],
    ['Unit Cost', { unit: hostile('unit'), days: 10 }, ['unit']],
    ['Shared Cost Split', { month: '2026-06' }, ['team']],
    ['Shared Cost Split', { month: '2026-06', by: 'account', shared: [hostile('account')] }, ['account']],
    ['Invoice Reconciliation', { month: '2026-06', invoices: { [hostile('lost')]: 1 } }, ['invoice', 'seller', 'lost']],
  ])('%s %j shows them as they are', async (name, params, names) => {
    const { markdown } = await run(engine, name, params);
    const page = new DOMParser().parseFromString(
      micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
      'text/html',
    );
    for (const each of names) expect(page.body.textContent).toContain(shown(each));
    expect(page.querySelectorAll('em, code, del, a, u')).toHaveLength(0);
    // The sums at the right of a row are still there.
    expect([...page.querySelectorAll('td:last-child')].every((cell) => !cell.textContent.includes('=service'))).toBe(true);
  });
});

describe('names that a spreadsheet would take for formulas', () => {
  const formula = (name: string) => `${{ service: '=', team: '+', account: '-2+', seller: '@', plan: '-' }[name]}${name}|cmd`;
  let engine: SqlEngine;
  beforeAll(async () => {
    const named = {
      service: formula('service'),
      team: formula('team'),
      account: formula('account'),
      line_item_usage_account_name: formula('account'),
      bill_invoicing_entity: formula('seller'),
      invoice: '=invoice',
    };
    engine = await engineOver([
      ...daysFrom('2026-03-02', '2026-06-20').map((day) => use(day, day === '2026-06-10' ? '900.00' : '10.00', named)),
      ...daysFrom('2026-06-01', '2026-06-20').map((day) =>
        use(day, '2.00', { ...named, service: 'AmazonEC2', usage: 'EBS:VolumeUsage', line_item_resource_id: '=vol' }),
      ),
      use('2026-06-01', '-4.00', { ...named, service: 'AmazonS3' }),
      use('2026-06-01', '3.00', {
        ...named,
        type: 'SavingsPlanRecurringFee',
        savings_plan_savings_plan_a_r_n: `arn:aws:savingsplans::1:savingsplan/${formula('plan')}`,
        savings_plan_total_commitment_to_date: '3.00',
        savings_plan_used_commitment: '1.00',
      }),
    ]);
  });

  test.each<[string, JsonObject, string[]]>([
    ['Monthly Cost Report', { month: '2026-06' }, [formula('service'), formula('team'), formula('account')]],
    [
      'Export to CSV',
      { from: '2026-06-01', to: '2026-06-20', group_by: ['account', 'team'] },
      [formula('account'), formula('team')],
    ],
    ['Cost Anomaly Detector', { days: 30 }, [formula('service')]],
    ['Untagged Spend', { month: '2026-06' }, [formula('service'), formula('account')]],
    ['Commitment Report', { month: '2026-06' }, [formula('plan')]],
    ['Budget Variance', { month: '2026-06', budgets: { [formula('team')]: 100 } }, [formula('team')]],
    ['Idle and Waste', {}, ['=vol', formula('account')]],
    ['Shared Cost Split', { month: '2026-06' }, [formula('team')]],
    ['Invoice Reconciliation', { month: '2026-06' }, ['=invoice', formula('seller')]],
  ])('%s %j writes them as text, and negative amounts as numbers', async (name, params, names) => {
    const { files } = await run(engine, name, params);
    const cells = Object.values(files).flatMap((text) => text.split(/\r?\n/u).flatMap((line) => line.split(',')));
    for (const each of names) expect(cells).toContain(`'${each}`);
    expect(cells.filter((cell) => /^[=+@]|^-(?![\d.]+$)/u.test(cell))).toEqual([]);
    expect(cells.filter((cell) => /^'-?[\d.]+$/u.test(cell))).toEqual([]);
  });
});

test('the Commitment Report writes how each commitment was used, and coverage by month', async () => {
  const engine = await engineOver([
    ...daysFrom('2026-06-01', '2026-06-20').map((day) => use(day, '1.00')),
    use('2026-06-01', '3.00', {
      type: 'SavingsPlanRecurringFee',
      savings_plan_savings_plan_a_r_n: 'arn:aws:savingsplans::1:savingsplan/plan-1',
      savings_plan_offering_type: 'ComputeSavingsPlans',
      savings_plan_total_commitment_to_date: '3.00',
      savings_plan_used_commitment: '1.00',
    }),
  ]);
  const { files } = await run(engine, 'Commitment Report', { month: '2026-06' });
  // 1.00 of 3.00 used.
  expect(files['data/commitments-2026-06.csv']?.split('\r\n').slice(0, 2)).toEqual([
    'month,commitment,kind,used,unused,unit,utilization_percent,unused_cost,currency',
    '2026-06,plan-1,ComputeSavingsPlans,1.00,2.00,USD,33.3,2.00,USD',
  ]);
  expect(files['data/coverage-2026-06.csv']?.split('\r\n')[1]).toMatch(/^2026-06,Savings plans,.*,USD$/u);
});

describe('a report of few days', () => {
  const volume = { usage: 'EBS:VolumeUsage', service: 'AmazonEC2', line_item_resource_id: 'vol-1' };

  test('Idle and Waste works out a year from the days that there are', async () => {
    const engine = await engineOver(daysFrom('2026-06-01', '2026-06-12').map((day) => use(day, '2.00', volume)));
    const { markdown, result } = await run(engine, 'Idle and Waste', { days: 30 });
    // 10 complete days, 2.00 each; 365 of them cost 730.
    expect(markdown).toContain('# Idle and waste, 2026-06-01 to 2026-06-10');
    expect(markdown).toContain('**20.00 USD** could have been saved in 10 days, about 730 USD a year, on 1 resource.');
    expect(markdown).toContain('The table begins 2026-06-01: no snapshot can be known to be unchanged for 90 days.');
    expect(result).toMatchObject({ from: '2026-06-01', to: '2026-06-10', saving: '20.00' });
  });

  test('Idle and Waste says so where there is nothing', async () => {
    const engine = await engineOver(daysFrom('2026-06-01', '2026-06-12').map((day) => use(day, '2.00')));
    expect((await run(engine, 'Idle and Waste')).markdown).toContain(
      '**Nothing** was found that costs 1.00 USD or more in 10 days',
    );
  });

  test('one complete day is one day', async () => {
    const engine = await engineOver(daysFrom('2026-06-28', '2026-06-30').map((day) => use(day, '2.00', volume)));
    expect((await run(engine, 'Idle and Waste')).markdown).toContain('in 1 day, about 730 USD a year, on 1 resource.');
    const budget = await run(engine, 'Budget Variance', { by: 'total', budgets: { All: 10 } });
    // One day known and two to come.
    expect(budget.result).toMatchObject({ actual: '2.00', forecast: '6.00' });
    expect((await run(engine, 'Unit Cost', { days: 2 })).markdown).toMatch(/in 1 day\.[\s\S]*1 day has no cost in the table\./u);
  });

  test('a single day is not complete, and no report shows it as nothing', async () => {
    const engine = await engineOver([use('2026-06-20', '2.00', volume)]);
    for (const name of ['Budget Variance', 'Idle and Waste', 'Month Forecast']) {
      const { error } = await runBuiltin(engine, 'local', name, name === 'Budget Variance' ? { budgets: { web: 10 } } : {});
      expect(error?.message, name).toMatch(/^The usage begins 2026-06-20 and is complete up to 2026-06-18: /u);
    }
  });
});

describe('a report with two tags', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await engineOver(
      daysFrom('2026-05-01', '2026-06-20').flatMap((day) => [
        use(day, '10.00', { resource_tags: JSON.stringify({ user_owner: 'web', user_env: '' }), account: '222222222222' }),
        use(day, '5.00'),
      ]),
    );
  });
  const reports: [string, JsonObject][] = [
    ['Untagged Spend', {}],
    ['Budget Variance', { by: 'team' }],
    ['Monthly Cost Report', {}],
    ['Shared Cost Split', {}],
  ];

  test.each(
    reports.flatMap(([name, params]) => ['env', '', "user_o'wner"].map((tag) => [name, { ...params, tag }, tag] as const)),
  )('%s %j names the tags that there are', async (name, params, tag) => {
    const { error } = await runBuiltin(engine, 'local', name, params);
    expect(error?.message).toMatch(/^params\.tag: got .*, which no line has; wants one of user_env, user_owner/u);
    expect(error?.message).toContain(tag);
  });

  test('a tag that is there and empty is no error, and neither is the usual one where it is not asked about', async () => {
    expect((await run(engine, 'Untagged Spend', { tag: 'user_env' })).result).toMatchObject({ untagged_percent: '100.00' });
    await run(engine, 'Monthly Cost Report');
    await run(engine, 'Budget Variance', { by: 'account', tag: 'env' });
    await run(engine, 'Shared Cost Split', { by: 'account', tag: 'env' });
  });

  test('Shared Cost Split names the owners where a shared one is none of them', async () => {
    const { error } = await runBuiltin(engine, 'local', 'Shared Cost Split', {
      tag: 'user_owner',
      method: 'even',
      month: '2026-06',
      shared: ['securty', 'platfrm'],
    });
    expect(error?.message).toBe('params.shared: got platfrm, securty; wants owners by team of 2026-06: web');
  });

  test('Budget Variance takes no budget of nothing or less', async () => {
    const { error } = await runBuiltin(engine, 'local', 'Budget Variance', { budgets: { web: -5, data: 0, ops: 1 } });
    expect(error?.message).toBe('params.budgets: got web -5, data 0; wants amounts above 0, or leave the name out');
  });
});

test('what rounding leaves is in the largest part, and totals are those of what is not rounded', async () => {
  const teams = ['', 'data', 'ops', 'web'];
  const engine = await engineOver(
    daysFrom('2026-05-01', '2026-06-10').flatMap((day) =>
      teams.map((team, at) => use(day, day.endsWith('-02') ? `${at + 1}.0040` : '0', { team })),
    ),
  );
  // Four times 0.004 are 0.016: 10.016 is 10.02, and rounded one by one it would be 10.00.
  const budgets = Object.fromEntries(['(no tag)', 'data', 'ops', 'web', 'All'].map((name) => [name, 100]));
  const byTeam = await run(engine, 'Budget Variance', { by: 'team', budgets });
  expect(byTeam.result).toMatchObject({ actual: '10.02' });
  expect((await run(engine, 'Budget Variance', { by: 'total', budgets })).result).toMatchObject({ actual: '10.02' });
  const { lines } = byTeam.result as unknown as { lines: { team: string; actual: string }[] };
  expect(lines.map(({ team, actual }) => `${team} ${actual}`).toSorted()).toEqual([
    '(no tag) 1.00',
    'data 2.00',
    'ops 3.00',
    'web 4.02',
  ]);
  // 1.004, 2.004 and 3.004 are 6.012.
  const split = await run(engine, 'Shared Cost Split', { month: '2026-05', shared: ['data', 'ops'] });
  expect(split.markdown).toContain('**6.01 USD** of 10.02 is shared');
  expect(split.markdown).toContain(': ops 3.01, data 2.00, (no owner) 1.00.');
});

test('Idle Resources says where AWS is not configured', async () => {
  const { error } = await runBuiltin(await engineOver([use('2026-06-01', '1.00')]), 'local', 'Idle Resources');
  expect(error?.message).toBe(
    'AWS is not configured here. Set it up in Settings, or in sandbank.config.json; the template Idle and Waste needs the report alone.',
  );
});

test('Idle and Waste says how many lines have no cost, and reports the rest', async () => {
  const days = daysFrom('2026-05-01', '2026-06-20');
  const volume = { usage: 'EBS:VolumeUsage.gp2', product_region_code: 'us-west-2' };
  const engine = await engineOver([
    ...days.map((day) => use(day, '', { ...volume, line_item_resource_id: 'vol-unknown' })),
    ...days.map((day) => use(day, '1.00', { ...volume, line_item_resource_id: 'vol-known' })),
  ]);
  for (const min_saving of [0, 1]) {
    const { markdown, result } = await run(engine, 'Idle and Waste', { min_saving });
    expect(markdown).toContain('Lines without unblended cost in the table: 30.');
    expect(result).toMatchObject({ saving: '30.00' });
  }
});

describe('a report that begins twelve days before it ends', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await engineOver(daysFrom('2026-06-01', '2026-06-12').map((day) => use(day, '10.00', { usage: 'Requests' })));
  });

  test('Month Forecast and Budget Variance take the mean of the days that there are', async () => {
    // 10 complete days and 20 that are left, 10.00 each.
    const forecast = await run(engine, 'Month Forecast');
    expect(forecast.result).toMatchObject({ forecast: '300.00', run_rate: { 7: '10.00', 28: '10.00' }, to_date: '100.00' });
    expect(forecast.markdown).toContain('| Run rate of 10 days, 20 days left | 200.00 |');
    const budget = await run(engine, 'Budget Variance', { by: 'total', budgets: { All: 300 } });
    expect(budget.result).toMatchObject({ actual: '100.00', forecast: '300.00', forecast_variance: '0.00' });
  });

  test.each<[string, JsonObject]>([
    ['Untagged Spend', { tag: 'env' }],
    ['Monthly Cost Report', { tag: 'env' }],
    ['Budget Variance', { tag: 'env', budgets: { '(no tag)': 300 } }],
  ])('%s takes any tag, as there are none', async (name, params) => {
    await run(engine, name, params);
  });

  test('Budget Variance names the teams where no budget is of one', async () => {
    const { error } = await runBuiltin(engine, 'local', 'Budget Variance', { budgets: { webb: 1, data: 2 } });
    expect(error?.message).toBe('params.budgets: got webb, data, and none is a name by team with costs; there are (no tag)');
  });

  test('Unit Cost counts the days that have a cost', async () => {
    const { markdown } = await run(engine, 'Unit Cost', { days: 60 });
    expect(markdown).toContain('in 10 days.');
    expect(markdown).toContain('50 days have no cost in the table.');
    expect(markdown).toMatch(/\| 2026-04-12 to 2026-05-11 \| not known \|/u);
  });

  test('the Monthly Cost Report says that there is nothing to compare with', async () => {
    const { markdown } = await run(engine, 'Monthly Cost Report');
    expect(markdown).toContain('The table has no lines for May 2026: there is nothing to compare with.');
  });

  test('the Commitment Report has nothing to report where nothing could be covered', async () => {
    const { markdown, charts, files } = await run(engine, 'Commitment Report');
    expect(markdown).toContain('| none | | |');
    expect(charts).toBe(0);
    expect(files['data/commitments-2026-06.csv']?.trim()).toMatch(/^month,commitment,kind,/u);
    expect(files['data/coverage-2026-06.csv']?.trim()).toMatch(/^month,kind,/u);
  });

  test('the Cost Anomaly Detector says what is missing', async () => {
    const { error } = await runBuiltin(engine, 'local', 'Cost Anomaly Detector');
    expect(error?.message).toContain(
      '1 day up to 2026-06-10 needs 4 weeks before 2026-06-10. Add the report of the month before',
    );
  });
});

test('the Cost Anomaly Detector looks at the days that a short report leaves it', async () => {
  const days = daysFrom('2026-05-01', '2026-06-09');
  const engine = await engineOver(days.map((day) => use(day, day === '2026-06-05' ? '500.00' : '10.00')));
  const { markdown } = await run(engine, 'Cost Anomaly Detector');
  expect(markdown).toContain('# Cost anomalies, 2026-05-29 to 2026-06-07');
  // Eight weeks are asked for: there are 28 days before the first of them, and 37 before the last.
  expect(markdown).toContain('same weekday\nin 4 to 5 weeks, as the data begins 2026-05-01. A day');
  expect(markdown).toContain('490.00 USD more than usual on 2026-06-05;');
});

test('a month whose data ends early is compared with as many days of the month before', async () => {
  const engine = await engineOver([
    ...daysFrom('2026-05-01', '2026-06-19').map((day) => use(day, '10.00')),
    use('2026-06-20', '1.00'),
    { day: '2026-05-01', type: 'Tax', cost: '30.00' },
  ]);
  const { result, markdown, tables, files } = await run(engine, 'Monthly Cost Report');
  expect(Object.keys(tables)).toContain('By service, USD (change over days 1 to 18; fees, tax and credits: not compared)');
  expect(files['data/monthly-cost-report-2026-06.csv']?.split('\r\n')[1]).toMatch(/^total,All,.*,1 to 18,not compared$/u);
  expect(result).toMatchObject({ month: '2026-06', days: 18, change: '0.00', change_percent: 0 });
  expect(markdown).toContain('Fees, tax and credits are billed by the month: they are not compared before it is over.');
});

test('lines without a service or an account are reported as such', async () => {
  const nameless = { service: '', account: '', line_item_usage_account_name: '' };
  const engine = await engineOver(
    daysFrom('2026-03-01', '2026-06-20').map((day) => use(day, day === '2026-06-10' ? '900.00' : '10.00', nameless)),
  );
  const report = await run(engine, 'Monthly Cost Report', { month: '2026-05' });
  expect(report.markdown).toContain('| (no service) |');
  const anomalies = await run(engine, 'Cost Anomaly Detector');
  expect(anomalies.markdown).toContain('- **(no service)** in us-east-1: 890.00 USD more');
});
