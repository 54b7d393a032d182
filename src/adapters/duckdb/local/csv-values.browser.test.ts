import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalPage, pickedText } from '../../../../test/harness/local-page.ts';
import { EngineHost } from '../engine-host.ts';
import { pageEngine } from '../page-engine.ts';

const host = new EngineHost(pageEngine);
let page: LocalPage;

beforeEach(async () => {
  page = new LocalPage(host);
  await page.open();
});
afterEach(() => page.clear());
afterAll(() => host.stop('the tests are over'));

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('a map written as JSON', () => {
  it.each<[string, object | null]>([
    ['{"user_team":"search","user_env":"prod"}', { user_team: 'search', user_env: 'prod' }],
    ['{ "user_team" : "a, b: {c}" , "x":"" }', { user_team: 'a, b: {c}', x: '' }],
    [String.raw`{"quote\"d":"back\\slash \/ \n \u00e9 \ud83d\ude00"}`, { 'quote"d': 'back\\slash / \n é 😀' }],
    [String.raw`{"ends":"in a backslash\\","next":"\""}`, { ends: 'in a backslash\\', next: '"' }],
    ['{"edp_discount":-1.25,"flag":true,"none":null}', { edp_discount: '-1.25', flag: 'true' }],
    ['{"twice":"first","twice":"second"}', { twice: 'first' }],
    [String.raw`{"twice":"\u0061","twice":"second"}`, { twice: 'a' }],
    ['{}', {}],
    ['{"broken":', null],
    ['{user_team=search}', null],
    ['[1]', null],
    ['', null],
  ])('%s', async (json, map) => {
    await page.tables.add(pickedText('cur2.csv', `line_item_unblended_cost,resource_tags\n1.5,${quoted(json)}\n`));
    expect((await page.tables.infos())[0]?.columns[1]).toEqual({ name: 'resource_tags', type: 'MAP(VARCHAR, VARCHAR)' });
    expect(await page.ask('SELECT resource_tags FROM cur2')).toEqual([[map]]);
  });
});

it('discounts are a map of exact amounts, as in the sample and in every view', async () => {
  const lines = ['1.5,"{""edp_discount"":-0.1,""private"":1.2E-7,""note"":""none""}"', '2,{}', '3,'];
  await page.tables.add(pickedText('cur2.csv', `line_item_unblended_cost,discount\n${lines.join('\n')}\n`));
  await page.tables.add(
    pickedText('old.csv', 'lineItem/UnblendedCost,discount/EdpDiscount,discount/TotalDiscount\n5,-0.2,-0.2\n6,,\n'),
  );
  const type = 'map(varchar, decimal(18,10))';
  const cur = (await page.tables.views()).find(({ name }) => name === 'cur');
  expect(cur?.columns.find(({ name }) => name === 'discount')?.type).toBe(type.toUpperCase());
  expect(await page.ask('SELECT typeof(discount) FROM cur2 UNION SELECT typeof(discount) FROM cur')).toEqual([[type]]);
  expect(await page.ask('SELECT discount FROM cur2 ORDER BY line_item_unblended_cost')).toEqual([
    [{ edp_discount: '-0.1000000000', private: '0.0000001200' }],
    [{}],
    [null],
  ]);
  expect(await page.ask("SELECT sum(element_at(discount, 'edp_discount')) FROM cur")).toEqual([['-0.3000000000']]);
});

describe('empty, missing and NULL', () => {
  it('are three things in FOCUS', async () => {
    await page.tables.add(
      pickedText(
        'f.csv',
        'BilledCost,EffectiveCost,ServiceName,ResourceId,RegionId\nNULL,1.5,NULL,"NULL",""\n1,2,,x,\n3,,"",y\n',
      ),
    );
    expect(
      await page.ask('SELECT BilledCost, EffectiveCost, ServiceName, ResourceId, RegionId FROM f ORDER BY ResourceId'),
    ).toEqual([
      [null, '1.50', null, 'NULL', ''],
      ['1.00', '2.00', null, 'x', null],
      ['3.00', null, '', 'y', null],
    ]);
  });

  it("are '' for text and NULL for amounts in a CUR, and what a short line lacks is NULL", async () => {
    await page.tables.add(
      pickedText(
        'c.csv',
        'lineItem/LineItemType,lineItem/UnblendedCost,savingsPlan/SavingsPlanARN,reservation/ReservationARN,lineItem/UsageStartDate,lineItem/ResourceId\nUsage,,,,,i-1\nTax,1,,\n',
      ),
    );
    expect(
      await page.ask(`SELECT line_item_unblended_cost, savings_plan_savings_plan_a_r_n, reservation_reservation_a_r_n, line_item_usage_start_date,
        line_item_resource_id FROM c ORDER BY line_item_line_item_type DESC`),
    ).toEqual([
      [null, '', '', null, 'i-1'],
      ['1.00', '', '', null, null],
    ]);
    expect(await page.ask("SELECT count(*) FROM c WHERE line_item_resource_id <> ''")).toEqual([[1]]);
  });

  it('stay apart in a CUR that Athena wrote', async () => {
    const header = '"line_item_line_item_type","line_item_unblended_cost","line_item_resource_id"';
    await page.tables.add(pickedText('c.csv', `${header}\n"Usage","1.5",""\n"Usage","2",\n"Usage",,"i-1"\n`));
    expect(await page.ask('SELECT count(*) FROM c WHERE line_item_resource_id IS NULL')).toEqual([[1]]);
    expect(await page.ask("SELECT sum(line_item_unblended_cost) FROM c WHERE line_item_resource_id = ''")).toEqual([['1.50']]);
  });

  it('are NULL and the empty text in any other CSV', async () => {
    await page.tables.add(pickedText('t.csv', 'a,b,n\n,x,1\n"",y,""\n'));
    expect(await page.ask('SELECT a, b, n FROM t ORDER BY b')).toEqual([
      [null, 'x', 1],
      ['', 'y', null],
    ]);
  });
});

it('a CASE over costs of different precision loses no digit', async () => {
  await page.tables.add(
    pickedText(
      'c.csv',
      'lineItem/LineItemType,lineItem/UnblendedCost,reservation/EffectiveCost\nUsage,0.0000000123,\nDiscountedUsage,0,2.5\n',
    ),
  );
  const sql = `SELECT sum(CASE WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost ELSE line_item_unblended_cost END) FROM`;
  expect(await page.ask(`${sql} c`)).toEqual([['2.5000000123']]);
  expect(await page.ask(`${sql} cur`)).toEqual([['2.5000000123']]);
});

it.each([
  ['lines that end otherwise than those inside of a quoted value', 'a,b\r\n"x\ny",1\r\n"z",2\r\n'],
  ['the same the other way round', 'a,b\n"x\ny",1\n"z",2\r\n'],
  ['lines of two files that end differently', 'a,b\n"x\ny",1\r\nz,2\n'],
])('%s', async (_, csv) => {
  await page.tables.add(pickedText('ends.csv', csv));
  expect(await page.ask('SELECT a, b FROM ends ORDER BY b')).toEqual([
    ['x\ny', 1],
    ['z', 2],
  ]);
});
