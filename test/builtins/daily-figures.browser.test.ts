import { describe, expect, test } from 'vitest';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { runBuiltin } from '../harness/builtin-runs.ts';
import { type CurLine, daysFrom, engineOver } from '../harness/cur-fixture.ts';

const run = async (engine: SqlEngine, name: string, params: JsonObject = {}, files: Record<string, string> = {}) => {
  const outcome = await runBuiltin(engine, 'local', name, params, files);
  expect(outcome.error).toBeNull();
  return outcome;
};
const use = (day: string, cost: string, more: Partial<CurLine> = {}): CurLine => ({
  day,
  type: 'Usage',
  cost,
  usage: 'BoxUsage',
  line_item_usage_amount: '1',
  ...more,
});
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());

describe('Cost Anomaly Detector', () => {
  // 16 weeks from a Monday; 2026-06-19 and 2026-06-20 are the last two days.
  const days = daysFrom('2026-03-02', '2026-06-20');
  const lines = days.flatMap((day): CurLine[] => {
    const usual = isWeekend(day) ? '100.00' : '200.00';
    return [
      // Twice the usual on Wednesday, 10 June, and again the day after.
      use(day, day === '2026-06-10' ? '400.00' : day === '2026-06-11' ? '390.50' : usual, { service: 'AmazonEC2' }),
      // Ten times as much, and yet below the floor of 100.
      use(day, day === '2026-06-10' ? '50.00' : '5.00', { service: 'AmazonS3' }),
      // 120 more, and yet less than 40 percent.
      use(day, day === '2026-06-10' ? '720.00' : '600.00', { service: 'AmazonRDS' }),
      // Half of it is missing on the days that are not complete.
      ...(day > '2026-06-18' ? [] : [use(day, usual, { service: 'AmazonECS' })]),
      ...(day >= '2026-06-08' ? [use(day, '30.00', { service: 'AmazonBedrock', product_region_code: 'eu-west-1' })] : []),
      ...(day <= '2026-06-01' ? [use(day, '20.00', { service: 'AmazonRedshift' })] : []),
      ...(day === '2026-06-10' ? [use(day, '-5000.00', { type: 'Credit' }), use(day, '9000.00', { type: 'Fee' })] : []),
      ...(day === '2026-06-10' ? [use(day, '7000.00', { service: 'AmazonEC2', type: 'Tax' })] : []),
    ];
  });

  test('finds the days over their weekday, by z-score and both floors; new and vanished services apart', async () => {
    const { result, markdown, files } = await run(await engineOver(lines), 'Cost Anomaly Detector', { days: 40 });
    expect(result).toEqual([
      // 400.00 - 200.00 and 390.50 - 200.00.
      expect.objectContaining({
        kind: 'spike',
        service: 'AmazonEC2',
        from: '2026-06-10',
        to: '2026-06-11',
        days: 2,
        extra: '390.50',
      }),
      // 8 to 18 June, eleven days of 30.
      expect.objectContaining({
        kind: 'new',
        service: 'AmazonBedrock',
        region: 'eu-west-1',
        from: '2026-06-08',
        extra: '330.00',
      }),
      expect.objectContaining({ kind: 'vanished', service: 'AmazonRedshift', from: '2026-06-01' }),
    ]);
    expect(markdown).toContain('**AmazonEC2** in us-east-1: 390.50 USD more than usual on 2 days, 2026-06-10 to 2026-06-11');
    expect(files['data/cost-anomalies.csv']?.split('\r\n')).toHaveLength(5);
  });

  test('finds nothing where nothing is, and says what it needs where there is too little', async () => {
    const calm = days.map((day) => use(day, isWeekend(day) ? '10.00' : '20.00'));
    const engine = await engineOver(calm);
    const { result, markdown } = await run(engine, 'Cost Anomaly Detector');
    expect(result).toEqual([]);
    expect(markdown).toContain('Nothing stands out.');
    expect(markdown).toContain('in 7 to 8 weeks, as the data begins 2026-03-02.');
    expect((await run(engine, 'Cost Anomaly Detector', { days: 20 })).markdown).toContain('in 8 weeks. A day');
    const { error } = await runBuiltin(engine, 'local', 'Cost Anomaly Detector', { days: 100 });
    expect(error?.message).toContain('The data begins 2026-03-02; 100 days up to 2026-06-18 need 4 weeks before');
  });
});

describe('Month Forecast', () => {
  const lines = (cost: (day: string, at: number) => string): CurLine[] => [
    ...daysFrom('2026-05-01', '2026-06-17').map((day, at) => use(day, cost(day, at))),
    { day: '2026-05-01', type: 'Tax', cost: '9.00', service: 'OCBTax' },
    { day: '2026-06-01', type: 'Tax', cost: '4.00', service: 'OCBTax' },
    { day: '2026-06-02', type: 'Credit', cost: '-2.00' },
    { day: '2026-05-02', type: 'Credit', cost: '-50.00' },
  ];

  test('is use to date, run rate for the days left and fixed fees', async () => {
    // 15 days of 10.00, 15 days left, tax as last month since that was more, this month's credit.
    const { result } = await run(await engineOver(lines(() => '10.00')), 'Month Forecast');
    expect(result).toMatchObject({
      month: '2026-06',
      known_to: '2026-06-15',
      to_date: '150.00',
      run_rate: { 7: '10.00', 28: '10.00' },
      fixed: '9.00',
      once: '-2.00',
      days_left: 15,
      forecast: '307.00',
      low: '307.00',
      high: '307.00',
    });
  });

  test('has an interval from the spread of the days', async () => {
    // 8 and 12 by turns: 14 of each in 28 days, mean 10, s = sqrt(28 * 4 / 27) = 2.036700. The 15 days of June begin with 12 (8 * 8 + 7 * 12 or the reverse).
    // 80 %: 1.281552 * 2.036700 * sqrt(15 + 15 * 15 / 28) = 12.5274.
    const { result } = await run(await engineOver(lines((_, at) => (at % 2 === 0 ? '8.00' : '12.00'))), 'Month Forecast');
    // 1 June is the 31st day from 1 May, at = 31: 12.00; eight days of 12, seven of 8.
    expect(result).toMatchObject({ to_date: '152.00', forecast: '309.00', low: '296.47', high: '321.53' });
    const week = await run(await engineOver(lines((_, at) => (at % 2 === 0 ? '8.00' : '12.00'))), 'Month Forecast', {
      window: 7,
    });
    // 9 to 15 June: four days of 12, three of 8, 72 / 7 = 10.285714 a day.
    expect(week.result).toMatchObject({ run_rate: { 7: '10.29' }, forecast: '313.29' });
  });
});

test('Budget Variance: variance, forecast, and the day on which the budget runs out', async () => {
  const lines = [
    ...daysFrom('2026-03-01', '2026-06-17').flatMap((day) => [
      use(day, '10.00', { team: 'web' }),
      use(day, '4.00', { team: 'data' }),
    ]),
    // A monthly fee counts once, and is not run on.
    { day: '2026-06-01', type: 'Fee', cost: '6.00', team: 'data' },
    { day: '2026-06-01', type: 'Tax', cost: '999.00', team: 'data' },
  ];
  const engine = await engineOver(lines);
  const given = await run(engine, 'Budget Variance', { budgets: { web: 200, data: 130, nobody: 5 } });
  // Web: 15 * 10 = 150, 30 * 10 = 300; over 200 on the 21st day. Data: 6 + 15 * 4 = 66, 6 + 30 * 4 = 126.
  expect(given.result).toMatchObject({
    month: '2026-06',
    known_to: '2026-06-15',
    lines: [
      {
        team: 'web',
        budget: '200.00',
        actual: '150.00',
        variance: '-50.00',
        forecast: '300.00',
        forecast_variance: '100.00',
        runs_out: '2026-06-21',
      },
      {
        team: 'data',
        budget: '130.00',
        actual: '66.00',
        variance: '-64.00',
        forecast: '126.00',
        forecast_variance: '-4.00',
        runs_out: null,
      },
    ],
  });
  expect(given.markdown).toContain('1 of 2 budgets will be exceeded.');
  expect(given.markdown).toContain('There is no cost for: nobody.');
  // Without budgets: the mean of March (31 days), April (30) and May (31), 10 * 92 / 3 = 306.67.
  const assumed = await run(engine, 'Budget Variance');
  expect(assumed.result).toMatchObject({
    lines: expect.arrayContaining([expect.objectContaining({ team: 'web', budget: '306.67' })]) as unknown,
  });
  expect(assumed.markdown).toContain('No budgets were given: each is the mean of 2026-03, 2026-04, 2026-05.');
});

test('Budget Variance expects the fees of the month before, as Month Forecast does', async () => {
  const engine = await engineOver([
    ...daysFrom('2026-05-01', '2026-06-17').map((day) => use(day, '10.00', { team: 'web' })),
    { day: '2026-05-01', type: 'Fee', cost: '9.00', service: 'Support' },
    { day: '2026-06-01', type: 'Fee', cost: '4.00', service: 'Support' },
    { day: '2026-05-01', type: 'Fee', cost: '1.00', service: 'AmazonRegistrar', team: 'web' },
    { day: '2026-06-01', type: 'Fee', cost: '3.00', service: 'AmazonRegistrar', team: 'web' },
    // Later than the last complete day.
    { day: '2026-06-16', type: 'Credit', cost: '-2.00' },
  ]);
  const { result } = await run(engine, 'Month Forecast', { cost: 'amortized' });
  // 30 days of 10.00; 9.00 and 3.00 of fees, and the credit.
  expect(result).toMatchObject({ forecast: '310.00', fixed: '12.00', once: '-2.00' });
  const whole = await run(engine, 'Budget Variance', { by: 'total', budgets: { All: 309 } });
  // 15 days of 10.00, 4.00 and 3.00. What is still to come is in the last day.
  expect(whole.result).toMatchObject({ actual: '157.00', forecast: '310.00', lines: [{ runs_out: '2026-06-30' }] });
  const byTeam = await run(engine, 'Budget Variance', { by: 'team', budgets: { web: 400, '(no tag)': 100 } });
  expect(byTeam.result).toMatchObject({ forecast: '310.00' });
  // A month that is over has had its fees.
  const over = await run(engine, 'Budget Variance', { by: 'total', month: '2026-05', budgets: { All: 400 } });
  expect(over.result).toMatchObject({ actual: '320.00', forecast: '320.00' });
  expect(over.markdown).not.toContain('Fees in the forecast');
});

describe('Unit Cost', () => {
  const lines = [
    ...daysFrom('2026-06-01', '2026-06-12').map((day) => use(day, day < '2026-06-06' ? '10.00' : '12.00')),
    { day: '2026-06-04', type: 'Tax', cost: '99.00' },
  ];
  const metric = Object.fromEntries(daysFrom('2026-06-01', '2026-06-10').map((day) => [day, day < '2026-06-06' ? 100 : 150]));

  test('is cost over units, of the days that have both', async () => {
    const engine = await engineOver(lines);
    // 5 * 10 / 500 and 5 * 12 / 750, for a thousand: 100 and 80; in all 110 / 1,250: 88.
    const { result, markdown, tables } = await run(engine, 'Unit Cost', { metric, days: 10, unit: 'order' });
    expect(result).toMatchObject({ from: '2026-06-01', to: '2026-06-10', unit_cost: '88.0000', days: 10, made_up: false });
    expect(markdown).toContain('| 2026-06-01 to 2026-06-05 | 100.00 |');
    expect(markdown).toContain('| 2026-06-06 to 2026-06-10 | 80.00 |');
    expect(markdown).toContain('| Change | -20.0 % |');
    expect(Object.values(tables)[0]?.[0]).toMatchObject({ day: '2026-06-01', cost: '10.00', cost_per_1000: '100.0000' });
    // From a file with a byte order mark, a day without orders and a day that is missing: 9 and 10 June are left out.
    const csv = `\ufeffdate,orders\n${Object.entries(metric)
      .slice(0, 8)
      .map((each) => each.join(','))
      .join('\n')}\n2026-06-09,0\n`;
    const read = await run(engine, 'Unit Cost', { file: 'orders.csv', days: 10 }, { 'orders.csv': csv });
    // (5 * 10 + 3 * 12) / (500 + 450) = 90.5263.
    expect(read.result).toMatchObject({ unit_cost: '90.5263', days: 8, days_without_units: 2 });
    const broken = await runBuiltin(
      engine,
      'local',
      'Unit Cost',
      { file: 'orders.csv' },
      { 'orders.csv': 'date,orders\n2026-06-01,"1,5"\n' },
    );
    expect(broken.error?.message).toContain("orders.csv, line 2: got '2026-06-01,1,5', wants a date and a number");
  });

  test('says which day, number or file it cannot read, and what it leaves out', async () => {
    const engine = await engineOver(lines);
    const error = async (params: JsonObject, files: Record<string, string> = {}) =>
      (await runBuiltin(engine, 'local', 'Unit Cost', params, files)).error?.message;
    expect(await error({ metric: { '2026-6-1': 100 } })).toBe(
      'params.metric: got {"2026-6-1": 100}, wants days and numbers such as {"2026-10-01": 41250}',
    );
    const file = { file: 'data/nothing.csv' };
    expect(await error(file, { 'orders.csv': 'a', 'data/visits.csv': 'a', 'notes.txt': 'a' })).toBe(
      "params.file: got 'data/nothing.csv', which is no file of the workspace; wants one of data/visits.csv, orders.csv",
    );
    expect(await error(file)).toContain('it has no CSV file yet: add one, or set params.metric');
    const { markdown } = await run(engine, 'Unit Cost', { metric: { ...metric, '2025-01-01': 5, '2026-07-01': 5 }, days: 10 });
    expect(markdown).toContain(
      '2 days of the metric are outside of 2026-06-01 to 2026-06-10 and left out, the first 2025-01-01.',
    );
    expect((await run(engine, 'Unit Cost', { metric, days: 10 })).markdown).not.toContain('outside of');
  });

  test('says that its orders are made up where none are given', async () => {
    const { result, markdown } = await run(await engineOver(lines), 'Unit Cost', { days: 10 });
    expect(result).toMatchObject({ made_up: true });
    expect(markdown).toContain('made up');
  });
});

test('Idle and Waste finds what is paid for and not used, and leaves the rest alone', async () => {
  const days = daysFrom('2026-03-01', '2026-06-17');
  const each = (resource: string, usage: string, cost: string, more: Partial<CurLine> = {}) =>
    days.map((day) => use(day, cost, { usage, line_item_resource_id: resource, ...more }));
  const engine = await engineOver([
    ...each('i-1', 'BoxUsage:m5.large', '5.00'),
    ...each('nat-idle', 'NatGateway-Hours', '1.08'),
    ...each('nat-busy', 'NatGateway-Hours', '1.08'),
    ...each('nat-busy', 'NatGateway-Bytes', '2.00'),
    ...each('lb-idle', 'LoadBalancerUsage', '0.54', { service: 'AWSELB' }),
    ...each('lb-busy', 'LoadBalancerUsage', '0.54', { service: 'AWSELB' }),
    ...each('lb-busy', 'LCUUsage', '0.10', { service: 'AWSELB' }),
    ...each('address', 'PublicIPv4:IdleAddress', '0.12', { service: 'AmazonVPC' }),
    ...each('vol-gp2', 'EBS:VolumeUsage.gp2', '1.00'),
    ...each('vol-gp3', 'EBS:VolumeUsage.gp3', '1.00'),
    ...each('vol-far', 'EUW1-EBS:VolumeUsage.gp3', '0.50', { product_region_code: 'eu-west-1' }),
    ...each('snap-old', 'EBS:SnapshotUsage', '0.20'),
    ...days.map((day, at) =>
      use(day, '0.20', { usage: 'EBS:SnapshotUsage', line_item_resource_id: 'snap-grows', line_item_usage_amount: String(at) }),
    ),
  ]);
  const { tables } = await run(engine, 'Idle and Waste');
  // 30 days each: 30 * 1.08, 30 * 0.54, 30 * 0.12, 20 % of 30 * 1.00, 30 * 0.50, 30 * 0.20.
  expect(tables['Resources, USD in 30 days']?.map(({ resource, saving }) => [resource, saving])).toEqual([
    ['nat-idle', '32.40'],
    ['lb-idle', '16.20'],
    ['vol-far', '15.00'],
    ['snap-old', '6.00'],
    ['vol-gp2', '6.00'],
    ['address', '3.60'],
  ]);
});
