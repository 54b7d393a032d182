import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BILL_TOTALS, billOf, csvOf, type CsvOptions, type FORMATS } from '../../../../../test/harness/billing-files.ts';
import { LocalPage, pickedText } from '../../../../../test/harness/local-page.ts';
import type { BillingView } from '../../../../core/dataset.ts';
import { EngineHost } from '../../engine-host.ts';
import { pageEngine } from '../../page-engine.ts';

const host = new EngineHost(pageEngine);
let page: LocalPage;

beforeEach(async () => {
  page = new LocalPage(host);
  await page.open();
});
afterEach(() => page.clear());
afterAll(() => host.stop('the tests are over'));

const open = (name: string, format: keyof typeof FORMATS, month: string, options?: CsvOptions) =>
  page.tables.add(pickedText(name, csvOf(format, billOf(month), options)));

async function view(name: string): Promise<BillingView> {
  const found = (await page.tables.views()).find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no view ${name}`);
  return found;
}

const warnings = async (name: string) =>
  (await view(name)).notes.filter(({ level }) => level === 'warning').map(({ text }) => text);

const AMORTIZED = `CASE
  WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
  WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
  WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
  WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
  WHEN line_item_line_item_type = 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
  WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
  ELSE line_item_unblended_cost END`;

const cents = (amount: unknown) => String(amount).replace(/0+$/u, '');

async function totals(): Promise<Record<string, string[]>> {
  const [cur = []] = await page.ask(`SELECT sum(line_item_unblended_cost), sum(${AMORTIZED}) FROM cur`);
  const [legacy = []] = await page.ask(`SELECT sum(line_item_unblended_cost), sum(${AMORTIZED}) FROM cur_legacy`);
  const [focus = []] = await page.ask('SELECT sum(BilledCost), sum(EffectiveCost) FROM focus');
  return { cur: cur.map(cents), cur_legacy: legacy.map(cents), focus: focus.map(cents) };
}

describe('one bill, whatever its format', () => {
  it.each(['legacy', 'cur2'] as const)('has the same totals in all three views, from %s', async (format) => {
    await open('may.csv', format, '2026-05-01');
    const both = [BILL_TOTALS.unblended, BILL_TOTALS.amortized];
    expect(await totals()).toEqual({ cur: both, cur_legacy: both, focus: both });
    // Without the negation, and with a line for what was not used of each of two commitments.
    for (const [name, rows] of [
      ['cur', BILL_TOTALS.lines],
      ['cur_legacy', BILL_TOTALS.lines],
      ['focus', BILL_TOTALS.lines - 1 + 2],
    ] as const) {
      expect(await view(name)).toMatchObject({ rows });
      expect(await page.ask(`SELECT count(*) FROM ${name}`)).toEqual([[rows]]);
    }
  });

  it('answers legacy queries on CUR 2.0 and the reverse', async () => {
    await open('may.csv', 'cur2', '2026-05-01');
    await open('june.csv', 'legacy', '2026-06-01');
    const expected = [
      ['5', 'search', 'prod', 'Linux', 'The AmazonEC2'],
      ['6', 'search', 'prod', 'Linux', 'The AmazonEC2'],
    ];
    expect(
      await page.ask(`SELECT month, resource_tags_user_team, resource_tags_user_env, product_operating_system, product_product_name
        FROM cur_legacy WHERE year = '2026' AND resource_tags_user_team <> '' ORDER BY month`),
    ).toEqual(expected);
    expect(
      await page.ask(`SELECT billing_period, element_at(resource_tags, 'user_team'), element_at(resource_tags, 'user_env'),
        element_at(product, 'operating_system'), element_at(product, 'product_name')
        FROM cur WHERE element_at(resource_tags, 'user_team') IS NOT NULL ORDER BY 1`),
    ).toEqual(expected.map(([month, ...rest]) => [`2026-0${month}`, ...rest]));
    expect(
      await page.ask(`SELECT ServiceName, element_at(Tags, 'team'), count(*) FROM focus WHERE ResourceId = 'i-1' GROUP BY 1, 2`),
    ).toEqual([['The AmazonEC2', 'search', 2]]);
  });

  it('takes any key of a map for a column, however it is written', async () => {
    const tags = { 'user_O\'Brien "x"': 'a', "user_'); DROP TABLE t; --": 'b', user_Team: 'c', user_team: 'd' };
    await page.tables.add(pickedText('may.csv', csvOf('cur2', billOf('2026-05-01', { tags }).slice(0, 1))));
    expect(
      await page.ask(
        'SELECT resource_tags_user_o_brien_x, resource_tags_user_drop_table_t, resource_tags_user_team FROM cur_legacy',
      ),
    ).toEqual([['a', 'b', 'c']]);
    expect(await page.ask('SELECT cardinality(Tags) FROM focus')).toEqual([[4]]);
  });

  it('finds the service of a line without one as the public queries do', async () => {
    await open('may.csv', 'cur2', '2026-05-01');
    const sql = `SELECT CASE WHEN product_servicecode = '' THEN line_item_product_code ELSE product_servicecode END
      FROM cur_legacy WHERE line_item_line_item_type = 'Tax'`;
    expect(await page.ask(sql)).toEqual([['AmazonEC2']]);
  });

  it('keeps utilization of commitments in FOCUS', async () => {
    await open('may.csv', 'legacy', '2026-05-01');
    expect(
      await page.ask(`SELECT CommitmentDiscountType, CommitmentDiscountStatus, sum(EffectiveCost) FROM focus
        WHERE CommitmentDiscountStatus IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`),
    ).toEqual([
      ['Reserved Instance', 'Unused', '0.7500000000'],
      ['Reserved Instance', 'Used', '2.5000000000'],
      ['Savings Plan', 'Unused', '0.7500000000'],
      ['Savings Plan', 'Used', '3.2500000000'],
    ]);
  });
});

describe('several files', () => {
  it('of one format are one table, and columns that one of them lacks are NULL there', async () => {
    await open('may.csv', 'legacy', '2026-05-01', { without: ['resourceTags/user:env', 'product/operatingSystem'] });
    await open('june.csv', 'legacy', '2026-06-01', {
      value: (text, name) => (name === 'lineItem/UnblendedCost' ? `${text}1` : text),
    });
    expect(await view('cur_legacy')).toMatchObject({ rows: 22, kind: 'legacy CUR', notes: [] });
    expect(await page.ask("SELECT sum(line_item_unblended_cost) FROM cur_legacy WHERE month = '5'")).toEqual([
      ['114.49000001230'],
    ]);
    expect(await page.ask('SELECT count(*) FROM cur_legacy WHERE resource_tags_user_env IS NULL')).toEqual([[11]]);
    expect(await page.ask('SHOW TABLES')).toEqual([['cur'], ['cur_legacy'], ['focus'], ['june'], ['may']]);
    const infos = await page.tables.infos();
    expect(infos.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
      ['may', 'legacy CUR', 11],
      ['june', 'legacy CUR', 11],
      ['cur', 'CUR 2.0 view', 22],
      ['cur_legacy', 'legacy CUR view', 22],
      ['focus', 'FOCUS 1.2 view', 24],
    ]);
    const described = await page.ask('DESCRIBE cur');
    expect(described.map(([name]) => name)).toEqual(infos[2]?.columns.map(({ name }) => name));
  });

  it('of one bill are counted twice only with a warning, until one is left out', async () => {
    await open('may.csv', 'legacy', '2026-05-01');
    const again = await open('may (1).csv', 'legacy', '2026-05-01');
    await open('june.csv', 'legacy', '2026-06-01');
    expect(await warnings('cur')).toEqual([
      expect.stringMatching(/^may \(1\)\.csv and may\.csv both hold 2026-05 of payer 111122223333: .*counts twice/u),
    ]);
    expect((await view('cur')).notes[0]?.may_leave_out.map(({ label }) => label)).toEqual(['may (1).csv', 'may.csv']);
    expect(await page.tables.leaveOut(again.id, true)).toMatchObject({ left_out: true });
    expect((await view('cur')).notes).toMatchObject([
      { level: 'info', text: expect.stringMatching(/^may \(1\)\.csv is not in it: you left it out/u) },
    ]);
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[22]]);
    await page.reload();
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[22]]);
    await page.tables.leaveOut(again.id, false);
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[33]]);
  });

  it('that overlap in some months say in which', async () => {
    const lines = (...months: string[]) =>
      csvOf(
        'legacy',
        months.flatMap((month) => billOf(month)),
      );
    await page.tables.add(pickedText('spring.csv', lines('2026-04-01', '2026-05-01', '2026-06-01')));
    await page.tables.add(pickedText('summer.csv', lines('2026-06-01', '2026-07-01')));
    expect(await warnings('focus')).toEqual([expect.stringMatching(/^spring\.csv and summer\.csv both hold 2026-06 of payer/u)]);
  });

  it('that are parts of one report by their names are no warning', async () => {
    await open('cur-00001.csv', 'legacy', '2026-05-01');
    await open('cur-00002.csv', 'legacy', '2026-05-01');
    expect(await warnings('cur')).toEqual([]);
    expect((await view('cur')).notes).toMatchObject([{ level: 'info', text: expect.stringContaining('parts of one report') }]);
  });

  it('of one bill in two formats count it once, by the nearer one', async () => {
    await open('legacy.csv', 'legacy', '2026-05-01');
    await open('new.csv', 'cur2', '2026-05-01');
    await open('focus.csv', 'focus12', '2026-05-01');
    expect(
      (await page.tables.views()).map(({ name, rows, sources }) => [name, rows, sources.map(({ file_name }) => file_name)]),
    ).toEqual([
      ['cur', 11, ['new.csv']],
      ['cur_legacy', 11, ['legacy.csv']],
      ['focus', 10, ['focus.csv']],
    ]);
    for (const [name, rows] of [
      ['cur', 11],
      ['cur_legacy', 11],
      ['focus', 10],
    ] as const)
      expect(await page.ask(`SELECT count(*) FROM ${name}`)).toEqual([[rows]]);
    expect((await view('cur')).notes.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^legacy\.csv \(legacy CUR\) gives nothing here: .*2026-05/u),
    );
  });

  it('in more than one format give a partly known file the rest', async () => {
    await page.tables.add(pickedText('legacy.csv', csvOf('legacy', [...billOf('2026-05-01'), ...billOf('2026-06-01')])));
    await open('new.csv', 'cur2', '2026-06-01');
    expect(await view('cur')).toMatchObject({ rows: 22 });
    expect(await page.ask('SELECT billing_period, count(*) FROM cur GROUP BY 1 ORDER BY 1')).toEqual([
      ['2026-05', 11],
      ['2026-06', 11],
    ]);
  });

  it('in different currencies are told apart', async () => {
    await open('us.csv', 'legacy', '2026-05-01');
    await page.tables.add(pickedText('eu.csv', csvOf('cur2', billOf('2026-05-01', { currency: 'EUR', payer: '999900001111' }))));
    expect(await warnings('cur')).toEqual([
      expect.stringMatching(/more than one currency: EUR \(eu\.csv\); USD \(us\.csv\).*group by line_item_currency_code/u),
    ]);
    expect(
      await page.ask('SELECT line_item_currency_code, sum(line_item_unblended_cost) FROM cur GROUP BY 1 ORDER BY 1'),
    ).toEqual([
      ['EUR', '114.4900000123'],
      ['USD', '114.4900000123'],
    ]);
  });
});

describe('FOCUS', () => {
  it.each(['focus10', 'focus11', 'focus12', 'aws_focus'] as const)('%s is the view focus, and no CUR', async (format) => {
    await open('export.csv', format, '2026-05-01');
    expect((await page.tables.views()).map(({ name, rows }) => [name, rows])).toEqual([['focus', 10]]);
    expect(
      await page.ask("SELECT sum(BilledCost), element_at(Tags, 'user_env') FROM focus WHERE ResourceId = 'i-1' GROUP BY 2"),
    ).toEqual([['10.1000000000', 'prod']]);
    await expect(page.ask('SELECT * FROM cur')).rejects.toThrow(/no view cur.*FOCUS.*line item types.*query the view focus/u);
  });

  it('of different versions is one table', async () => {
    await open('april.csv', 'focus10', '2026-04-01');
    await open('may.csv', 'aws_focus', '2026-05-01');
    expect(
      await page.ask(
        "SELECT InvoiceId, x_ServiceCode, count(*) FROM focus WHERE ServiceName = 'AmazonRDS' GROUP BY 1, 2 ORDER BY coalesce(InvoiceId, '')",
      ),
    ).toEqual([
      [null, null, 3],
      ['inv-1', 'AmazonRDS', 3],
    ]);
    expect((await view('focus')).missing).toContain('SkuPriceDetails');
  });
});

describe('what stands in the way', () => {
  it('a table of the same name wins, and says what it hides', async () => {
    await open('may.csv', 'legacy', '2026-05-01');
    const own = await page.tables.add(pickedText('cur.csv', 'a\n7\n'));
    expect(own.name).toBe('t_cur');
    await expect(page.tables.rename(own.id, 'CUR')).rejects.toThrow(/"CUR", which is the view over all local billing files/u);
    // One that an earlier version let be.
    const [record] = (await page.storage.tables.list()).filter(({ id }) => id === own.id);
    if (record) await page.storage.tables.put({ ...record, name: 'cur' });
    await page.reload();
    expect(await page.ask('SELECT * FROM cur')).toEqual([[7]]);
    expect((await page.tables.list())[1]?.notes).toEqual([expect.stringMatching(/name is that of the view.*Rename this table/u)]);
    expect((await page.tables.views()).map(({ name }) => name)).toEqual(['cur_legacy', 'focus']);
    await page.tables.rename(own.id, 'mine');
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[11]]);
  });

  it('a file that cannot be read now is named by the view', async () => {
    await open('may.csv', 'legacy', '2026-05-01');
    await page.storage.files.write('data/june.csv', new TextEncoder().encode(csvOf('legacy', billOf('2026-06-01'))));
    await page.tables.addFromWorkspace('data/june.csv');
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[22]]);
    await page.storage.files.delete('data/june.csv');
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[11]]);
    expect(await warnings('cur')).toEqual([
      expect.stringMatching(/^june\.csv is not in it: .*no file data\/june\.csv any more/u),
    ]);
  });

  it('a view that cannot be made says so, and holds up no other table', async () => {
    await open('may.csv', 'legacy', '2026-05-01');
    const june = await open('june.csv', 'legacy', '2026-06-01');
    await page.tables.add(pickedText('t.csv', 'a\n7\n'));
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[22]]);
    await host.request({ op: 'execute', statements: ['DROP VIEW local.may'] });
    await page.tables.leaveOut(june.id, true);
    expect(await page.ask('SELECT a FROM t')).toEqual([[7]]);
    await expect(page.ask('SELECT * FROM cur')).rejects.toThrow(/view cur could not be made of the files: .*may/u);
    expect(await warnings('cur')).toEqual([expect.stringMatching(/^It could not be made of the files/u)]);
    expect((await page.tables.infos()).map(({ name }) => name)).toEqual(['may', 'june', 't']);
    await page.reload();
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[11]]);
  });

  it('goes with the files', async () => {
    const { id } = await open('may.csv', 'legacy', '2026-05-01');
    await page.ask('SELECT count(*) FROM focus');
    await page.tables.remove(id);
    expect(await page.ask('SHOW TABLES')).toEqual([]);
    await expect(page.ask('SELECT * FROM focus')).rejects.toThrow(
      /no view focus: no Cost and Usage Report or FOCUS export is open/u,
    );
    await page.tables.unremove(id);
    expect(await page.ask('SELECT count(*) FROM focus')).toEqual([[12]]);
  });

  it('covered use that no negation takes back keeps its cost in FOCUS, with a warning', async () => {
    const lines = billOf('2026-05-01').filter(({ type }) => type !== 'SavingsPlanNegation');
    await page.tables.add(pickedText('member.csv', csvOf('legacy', lines)));
    expect(await warnings('focus')).toEqual([expect.stringContaining('do not cancel')]);
    const { cur, focus } = await totals();
    expect(focus).toEqual(cur);
  });

  it('a cost column that is missing is NULL in the views, and named', async () => {
    const table = await open('may.csv', 'legacy', '2026-05-01', {
      without: ['lineItem/UnblendedCost', 'savingsPlan/SavingsPlanEffectiveCost'],
    });
    expect(table.notes).toEqual([
      expect.stringMatching(/has line_item_unblended_cost, and this file has not.*open the file again/u),
      expect.stringMatching(
        /SavingsPlanCoveredUsage but no savings_plan_savings_plan_effective_cost: their amortized cost is unknown/u,
      ),
    ]);
    expect((await view('cur')).missing).toEqual(
      expect.arrayContaining(['line_item_unblended_cost', 'savings_plan_savings_plan_effective_cost']),
    );
    expect(await page.ask('SELECT sum(line_item_unblended_cost), count(*) FROM cur')).toEqual([[null, 11]]);
  });

  it.each([
    [';', 'FOCUS with semicolons'],
    [',', 'FOCUS with quotes'],
  ])('decimal commas between %j are read, and told', async (delimiter) => {
    const table = await open('focus.csv', 'focus10', '2026-05-01', {
      delimiter,
      value: (text, name) => (name.endsWith('Cost') ? text.replace('.', ',') : text),
    });
    expect(table.notes).toEqual([
      expect.stringMatching(/^BilledCost, EffectiveCost: written with decimal commas.*1,25 is 1\.25/u),
    ]);
    expect(await warnings('focus')).toEqual([
      expect.stringMatching(/^focus\.csv: BilledCost, EffectiveCost: written with decimal commas \(\d+ values\)/u),
    ]);
    expect(await page.ask("SELECT sum(BilledCost) FROM focus WHERE ServiceName = 'AmazonRDS'")).toEqual([['101.7500000000']]);
  });

  it('files of one name are told apart by their tables', async () => {
    await open('cur.csv', 'legacy', '2026-05-01');
    await page.tables.add(pickedText('cur.csv', csvOf('legacy', billOf('2026-05-01', { currency: 'EUR' })), 2000));
    const notes = (await view('focus')).notes.filter(({ may_leave_out }) => may_leave_out.length > 0);
    for (const { text, may_leave_out } of notes) {
      expect(may_leave_out.map(({ label }) => label)).toEqual(['cur.csv (table t_cur)', 'cur.csv (table t_cur_2)']);
      expect(text).toContain('cur.csv (table t_cur_2)');
    }
    expect(notes).toHaveLength(2);
  });

  it('lines that cannot be read are told with every view, with their file and number', async () => {
    const bill = csvOf('legacy', billOf('2026-05-01'));
    await page.tables.add(pickedText('may.csv', `${bill}"x"y,1\n"z"z,2\n`));
    for (const name of ['cur', 'cur_legacy', 'focus'])
      expect(await warnings(name)).toEqual(['may.csv: 2 lines have text behind a closing quote and are left out: 13, 14']);
  });

  it.each<[string, (text: string) => string]>([
    ['1.234,56', (text) => text.replace('.', ',').replace('100,', '1.000.100,')],
    ['1,234.56', (text) => text.replace('100.', '1,000,100.')],
  ])('amounts such as %s are read to the cent, and told', async (_, written) => {
    await open('focus.csv', 'focus10', '2026-05-01', {
      value: (text, name) => (name.endsWith('Cost') ? written(text) : text),
    });
    expect(await page.ask("SELECT sum(BilledCost) FROM focus WHERE ServiceName = 'AmazonRDS'")).toEqual([['1000101.7500000000']]);
    expect(await warnings('focus')).toContainEqual(
      expect.stringMatching(
        /^focus\.csv: BilledCost: written with (?:points|commas) between thousands.* \(\d values?\).* 1234\.56/u,
      ),
    );
  });

  it('an amount that nobody can tell is no number in the views, and told', async () => {
    await page.tables.add(pickedText('f.csv', 'BilledCost;EffectiveCost\n1,250;1\n5;2\n'));
    expect(await page.ask('SELECT sum(BilledCost), sum(EffectiveCost) FROM focus')).toEqual([[null, '3.00']]);
    expect(await page.ask('SELECT BilledCost FROM f ORDER BY 1')).toEqual([['1,250'], ['5']]);
    expect(await warnings('focus')).toContainEqual(expect.stringMatching(/^f\.csv: BilledCost has a comma with three digits/u));
  });

  it('a date that no calendar has costs that date alone', async () => {
    let first = true;
    const table = await open('may.csv', 'legacy', '2026-05-01', {
      value: (text, name) => {
        if (name !== 'lineItem/UsageStartDate' || !first) return text;
        first = false;
        return '2026-09-31T00:00:00Z';
      },
    });
    const note = expect.stringMatching(
      /line_item_usage_start_date has 1 value that no calendar has, such as "2026-09-31T00:00:00Z" \(line 2 first\).*the views give NULL for them/u,
    );
    expect(table).toMatchObject({ status: 'ready', rows: BILL_TOTALS.lines, notes: [note] });
    expect(await warnings('cur')).toContainEqual(note);
    expect(await page.ask('SELECT count(*), count(line_item_usage_start_date) FROM cur')).toEqual([
      [BILL_TOTALS.lines, BILL_TOTALS.lines - 1],
    ]);
    expect(
      await page.ask("SELECT line_item_usage_start_date FROM may WHERE line_item_usage_start_date LIKE '2026-09-31%'"),
    ).toEqual([['2026-09-31T00:00:00Z']]);
  });

  it('a period that is no date is still of its month', async () => {
    const lines = [...billOf('2026-05-01'), ...billOf('2026-06-01')];
    const file = csvOf('legacy', lines).replace('2026-05-01T00:00:00Z', '2026-05-32T00:00:00Z');
    await page.tables.add(pickedText('both.csv', file));
    await open('may.csv', 'cur2', '2026-05-01');
    expect(await page.ask('SELECT count(*) FROM cur')).toEqual([[2 * BILL_TOTALS.lines]]);
  });
});
