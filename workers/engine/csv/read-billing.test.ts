import { describe, expect, it } from 'vitest';
import { billOf, csvOf } from '../../../test/harness/billing-files.ts';
import type { CsvLayout } from '../protocol.ts';
import { decimalUnits } from './decimal-units.ts';
import { openCsv } from './open-csv.ts';

const read = async (content: string): Promise<CsvLayout> =>
  (await openCsv(new Blob([content]), 'bill.csv', undefined, () => undefined)).layout;

describe('what is learnt of a billing file', () => {
  it('are its bills, currencies and tags', async () => {
    const lines = [...billOf('2026-05-01'), ...billOf('2026-06-01', { currency: 'EUR', payer: '999' })];
    const { billing, notes } = await read(csvOf('cur2', lines));
    expect(billing).toEqual({
      shape: 'cur',
      currencies: ['EUR', 'USD'],
      bills: [
        { period: '2026-05', payer: '111122223333', rows: 11, negations: 1, fees: 2 },
        { period: '2026-06', payer: '999', rows: 11, negations: 1, fees: 2 },
      ],
      map_keys: { product: ['operating_system', 'product_name'], resource_tags: ['user_env', 'user_team'] },
      negations_cancel: true,
    });
    expect(notes).toEqual([expect.stringMatching(/costs are in EUR and USD.*Group by line_item_currency_code/u)]);
  });

  it('tells where covered use is not taken back', async () => {
    const lines = billOf('2026-05-01').map((line) => (line.type === 'SavingsPlanNegation' ? { ...line, cost: '-4.99' } : line));
    expect((await read(csvOf('legacy', lines))).billing?.negations_cancel).toBe(false);
  });

  it.each(['{user_team=search}', '{"user_team":{"name":"search"}}'])(
    'tells of maps that are none, such as %s',
    async (written) => {
      const { notes } = await read(
        csvOf('cur2', billOf('2026-05-01'), { value: (text, name) => (name === 'resource_tags' ? written : text) }),
      );
      expect(notes).toEqual([
        expect.stringContaining(`resource_tags has values that are no JSON objects of texts and numbers, such as ${written}; `),
      ]);
    },
  );

  it.each([
    ['1.5', 1_500_000_000_000n],
    ['-0.0000000123', -12_300n],
    ['1.2E-7', 120_000n],
    ['1,25', 1_250_000_000_000n],
    ['3e2', 300_000_000_000_000n],
    ['.5', 500_000_000_000n],
    ['1e-40', 0n],
    ['1.234,56', 1_234_560_000_000_000n],
    ['-1,234,567', -1_234_567_000_000_000_000n],
    ['', 0n],
    ['None', 0n],
  ])('the amount %s is %s millionths of a millionth', (text, units) => {
    expect(decimalUnits(text)).toBe(units);
  });
});

describe('empty, missing and NULL', () => {
  const focus = 'BilledCost,EffectiveCost,BillingCurrency,ServiceName,ResourceId\n';

  it('in FOCUS the text NULL is no value, in quotes it is a text', async () => {
    const layout = await read(`${focus}NULL,1.5,USD,"NULL",\n2,1,USD,x,""\n`);
    expect(layout).toMatchObject({ null_text: true, quoted_nulls: false, blank_text: false });
    expect(layout.evidence).toContain('The text NULL is NULL; "NULL" in quotes is a text');
    expect(layout.columns[0]).toMatchObject({ type: 'DECIMAL(18,2)' });
  });

  it('is no value in quotes too where numbers have it so', async () => {
    const layout = await read(`${focus}"NULL","1.5","USD","NULL",""\n`);
    expect(layout).toMatchObject({ quoted_nulls: true });
    expect(layout.columns.map(({ empty }) => empty)).toEqual([true, false, false, true, false]);
  });

  it('in a CUR an empty cell is the empty text, unless the file tells the two apart itself', async () => {
    expect(await read('line_item_unblended_cost,line_item_resource_id\n1,\n')).toMatchObject({
      blank_text: true,
      null_text: false,
    });
    expect(await read('line_item_unblended_cost,line_item_resource_id\n1,\n"2",""\n')).toMatchObject({ blank_text: false });
  });
});

describe('decimal commas', () => {
  it('that may separate thousands are doubted aloud', async () => {
    const { notes, columns } = await read('BilledCost;EffectiveCost\n1,250;1,5\n2,500;2\n');
    expect(columns.map(({ comma }) => comma)).toEqual([true, true]);
    expect(notes.slice(1)).toEqual([
      expect.stringMatching(/^BilledCost, EffectiveCost: written with decimal commas/u),
      expect.stringMatching(/^BilledCost: every comma has three digits behind it.*all costs here are wrong/u),
    ]);
  });

  it('that nothing in the file explains are not guessed at', async () => {
    const { notes, columns, doubts } = await read('BilledCost;EffectiveCost;ListCost\n1,250;1;2.5\n2,500;2;1\n');
    expect(columns.map(({ type, ambiguous }) => [type, ambiguous])).toEqual([
      ['VARCHAR', true],
      ['DECIMAL(18,2)', undefined],
      ['DECIMAL(18,2)', undefined],
    ]);
    expect(doubts).toEqual([
      expect.stringMatching(/^BilledCost has a comma with three digits behind it in 2 values: 1,250 may be/u),
    ]);
    expect(notes).toEqual(expect.arrayContaining(doubts));
  });

  it('among points make the column text, and that is told', async () => {
    const { notes, columns } = await read('BilledCost;EffectiveCost\n1.25;1\n2,5;2\n');
    expect(columns[0]).toMatchObject({ type: 'VARCHAR' });
    expect(notes).toContainEqual(
      expect.stringMatching(/^BilledCost mixes decimal points and commas \(1 value .*NULL in the views/u),
    );
  });
});

describe('amounts with their thousands parted', () => {
  it.each<[string, string, object]>([
    ['by points', '"1.234,56"\n"-12.345.678,9"\n7\n"1.250"', { type: 'DECIMAL(18,2)', whole: 8, comma: true, groups: '.' }],
    ['by points, without cents', '1.234.567\n12', { type: 'DECIMAL(18,2)', whole: 7, comma: true, groups: '.' }],
    ['by commas', '"1,234.56"\n"999,000"\n12.5\n0.000001', { type: 'DECIMAL(18,6)', whole: 6, groups: ',' }],
  ])('%s are read where they prove it', async (_, values, column) => {
    const { columns, doubts } = await read(`EffectiveCost,BilledCost\n${values.replaceAll('\n', ',1\n')},1\n`);
    expect(columns[0]).toMatchObject({ ...column, empty: false });
    expect(doubts).toEqual([
      expect.stringMatching(/^EffectiveCost: written with (?:points|commas) between thousands.* \(\d values?\)/u),
    ]);
  });

  it.each<[string, string]>([
    ['both ways', '"1.234,56"\n"1,234.56"'],
    ['by points, beside decimal points', '"1.234,56"\n12.5'],
    ['by commas, beside decimal commas', '"1,234.56"\n"12,5"'],
  ])('%s are text', async (_, values) => {
    const { columns } = await read(`EffectiveCost,BilledCost\n${values.replaceAll('\n', ',1\n')},1\n`);
    expect(columns[0]).toMatchObject({ type: 'VARCHAR', ambiguous: true });
  });

  it('are text where they part anything but three digits', async () => {
    const { columns } = await read('EffectiveCost,BilledCost\n"1.23.456,7",1\n"12.34,5",1\n');
    expect(columns[0]).toMatchObject({ type: 'VARCHAR' });
  });
});
