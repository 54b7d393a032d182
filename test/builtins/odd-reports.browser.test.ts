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
