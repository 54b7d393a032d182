import { describe, expect, it } from 'vitest';
import type { CsvLayout } from '../protocol.ts';
import { athenaName } from '../../../src/core/billing/header-names.ts';
import { openCsv } from './open-csv.ts';

async function open(
  content: string | Uint8Array<ArrayBuffer>,
  name = 'costs.csv',
): Promise<{ layout: CsvLayout; text: string; types: Record<string, string> }> {
  const { layout, text } = await openCsv(new Blob([content]), name, undefined, () => undefined);
  return {
    layout,
    text: await text.text(),
    types: Object.fromEntries(layout.columns.map(({ name: column, type }) => [column, type])),
  };
}

describe('types that lose no digit', () => {
  it.each([
    ['1.10\n2.345', 'DECIMAL(18,3)'],
    ['0.10000000\n5', 'DECIMAL(18,2)'],
    ['1.2E-7\n3', 'DECIMAL(18,8)'],
    ['1.5e3\n2.25', 'DECIMAL(18,2)'],
    ['1\n-2', 'BIGINT'],
    ['12345678901234567890', 'DECIMAL(38,0)'],
    ['007\n008', 'VARCHAR'],
    ['1\nx', 'VARCHAR'],
    ['2026-01-02\n2026-02-03', 'DATE'],
    ['2026-01-02T00:00:00Z\n2026-02-03', 'TIMESTAMP'],
    ['2026-01-02\n2025-09-31', 'VARCHAR'],
    ['2024-02-29\n2000-02-29', 'DATE'],
    ['2026-02-29\n1900-02-29', 'VARCHAR'],
    ['2026-01-02T24:00:00', 'VARCHAR'],
    ['2026-01-02T23:59:60\n2026-01-02', 'VARCHAR'],
    ['0000-01-01\n2026-00-10\n2026-01-00', 'VARCHAR'],
    ['true\nFALSE', 'BOOLEAN'],
    ['1.5\n2026-01-01', 'VARCHAR'],
    ['NULL\n1.5', 'DECIMAL(18,2)'],
    ['NULL\nx', 'VARCHAR'],
    ['-\n.\n', 'VARCHAR'],
    ['1.5 USD', 'VARCHAR'],
    ['0.12345678901234567890123456789012345678901', 'DOUBLE'],
  ])('%j is %s', async (values, type) => {
    expect((await open(`amount\n${values}\n`)).types).toEqual({ amount: type });
  });

  it('leaves numbers that are names as text', async () => {
    expect((await open('account_id,SubAccountId,Invoice Number,zip,cost\n123456789012,5,7,10115,5\n')).types).toEqual({
      account_id: 'VARCHAR',
      SubAccountId: 'VARCHAR',
      'Invoice Number': 'VARCHAR',
      zip: 'VARCHAR',
      cost: 'BIGINT',
    });
  });

  it('says which dates no calendar has', async () => {
    const { layout } = await open('day,cost\n2025-09-30,1\n2025-09-31,2\n,3\n2025-13-01,4\n');
    expect(layout.doubts).toEqual([
      'day has 2 values that no calendar has, such as "2025-09-31" (line 3 first), so it is text here; CAST or TRY(CAST(…)) makes dates of the others. Mend them and open the file again',
    ]);
    expect((await open('code\n2025-99-99\n2025-98-98\n')).layout.notes).toEqual([]);
  });

  it('says where DECIMAL cannot hold the digits', async () => {
    const { layout } = await open('amount\n0.12345678901234567890123456789012345678901\n');
    expect(layout.notes.join()).toMatch(/amount has numbers of 0 digits before and 41 after the point.*not exact/u);
  });
});

describe('ways of writing', () => {
  it.each([',', ';', '\t', '|'])('separated by %j', async (delimiter) => {
    const { layout } = await open(`a${delimiter}b\n1${delimiter}"x${delimiter}y"\n2${delimiter}z\n`);
    expect(layout).toMatchObject({ delimiter, rows: 2 });
    expect(layout.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('with a decimal comma', async () => {
    const { layout } = await open('name;cost\na;1,25\nb;-3,5\n');
    expect(layout.columns[1]).toEqual({ name: 'cost', type: 'DECIMAL(18,2)', empty: false, whole: 1, comma: true });
  });

  it.each(['\n', '\r\n', '\r'])('lines ended by %j, the last one not', async (end) => {
    expect((await open(['a,b', '1,2', '3,4'].join(end))).layout.rows).toBe(2);
  });

  it('with a byte order mark, quotes, and line breaks in quotes', async () => {
    const { layout, text } = await open('\ufeff"a","b ""q"""\r\n"1","two\r\nlines"\r\n');
    expect(layout.columns.map(({ name }) => name)).toEqual(['a', 'b "q"']);
    expect(layout.rows).toBe(1);
    expect(text).toBe('"1","two\r\nlines"\r\n');
  });

  it('in UTF-16 and Windows-1252', async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...Array.from('a,b\n1,é\n', (char) => [char.charCodeAt(0), 0]).flat()]);
    expect(await open(utf16)).toMatchObject({ layout: { encoding: 'utf-16le', rows: 1 }, text: '1,é\n' });
    const latin = await open(new Uint8Array([...new TextEncoder().encode('a,b\n1,'), 0xe9, 10]));
    expect(latin).toMatchObject({ layout: { encoding: 'windows-1252', rows: 1 }, text: '1,é\n' });
    expect(latin.layout.notes.join()).toMatch(/Windows-1252/u);
  });

  it('packed with gzip, whatever its name', async () => {
    const packed = new Uint8Array(
      await new Response(new Blob(['a,b\n1,2\n']).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
    );
    expect((await open(packed, 'x.csv.gz')).layout.rows).toBe(1);
    expect((await open(packed, 'x.csv')).layout.rows).toBe(1);
    await expect(open(packed.slice(0, -8), 'x.csv.gz')).rejects.toThrow(/incomplete or damaged/u);
  });

  it('larger than the pieces in which it is read', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `${i},"text ""${i}"" with, comma\nand line",${i / 100}`);
    const { layout } = await open(`n,t,cost\n${lines.join('\n')}\n`);
    expect(layout).toMatchObject({ rows: 100_000, notes: [] });
    expect(layout.columns.map(({ type }) => type)).toEqual(['BIGINT', 'VARCHAR', 'DECIMAL(18,2)']);
  });
});

describe('broken files', () => {
  it.each([
    ['', 'costs.csv', /empty \(0 bytes\)/u],
    ['a,b\n', 'costs.csv.gz', /not packed with gzip/u],
    ['PK\u0003\u0004xx', 'costs.csv', /ZIP archive or an Excel workbook/u],
    ['PAR1xxx', 'costs.csv', /Parquet/u],
    ['a\0b', 'costs.csv', /NUL/u],
    ['\n\n', 'costs.csv', /no line of column names/u],
    ['"a,b\n1,2\n', 'costs.csv', /line 1.*never closes/u],
    ['a,b\n1,2,3\n4,5,6\n7,8\n', 'costs.csv', /2 of its 3 lines cannot be read; line 2 has more values/u],
  ])('%j is refused', async (content, name, message) => {
    await expect(open(content, name)).rejects.toThrow(message);
  });

  it('one that has a header alone is a table without rows', async () => {
    expect((await open('a,b')).layout).toMatchObject({
      rows: 0,
      ranges: [],
      columns: [
        { name: 'a', empty: true },
        { name: 'b', empty: true },
      ],
    });
  });

  it('leaves out a line with a broken quote, names it, and reads the rest', async () => {
    const { layout, text } = await open('a,b\n1,2\n3,"x"y\n4,"never\n5,6\n7\n8,9,10\n\n11,12\n');
    expect(text).toBe('1,2\n5,6\n7\n\n11,12\n');
    expect(layout.rows).toBe(4);
    expect(layout.notes).toEqual([
      'Line 3 has text behind a closing quote and is left out',
      'Line 4 has a quote that never closes and is left out',
      'Line 7 has more values than there are columns and is left out',
      '1 line has fewer values than there are columns; the rest of the line is empty (line 6 first)',
    ]);
  });

  it('names columns that have no name or the same one', async () => {
    const { layout } = await open('cost,,Cost,cost\n1,2,3,4\n');
    expect(layout.columns.map(({ name }) => name)).toEqual(['cost', 'column_2', 'Cost_2', 'cost_3']);
    expect(layout.notes).toHaveLength(3);
  });
});

describe('files that are known', () => {
  it.each([
    ['lineItem/UnblendedCost', 'line_item_unblended_cost'],
    ['resourceTags/user:team', 'resource_tags_user_team'],
    ['resourceTags/aws:createdBy', 'resource_tags_aws_created_by'],
    ['reservation/ReservationARN', 'reservation_reservation_a_r_n'],
    ['costCategory/Charge type', 'cost_category_charge_type'],
    ['costCategory/OUs', 'cost_category_o_us'],
    ['product/intelAvx2Available', 'product_intel_avx2_available'],
    ['savingsPlan/SavingsPlanEffectiveCost', 'savings_plan_savings_plan_effective_cost'],
  ])('%s is %s in Athena', (header, name) => {
    expect(athenaName(header)).toBe(name);
  });

  it('a legacy CUR has Athena names, text rates and exact costs', async () => {
    const { layout, types } = await open(
      'identity/LineItemId,lineItem/LineItemType,lineItem/UnblendedCost,lineItem/UnblendedRate,lineItem/UsageStartDate,lineItem/UsageAccountId,reservation/EffectiveCost\nx,Usage,0.0000004,0.0000004000,2026-05-01T00:00:00Z,111122223333,\n',
    );
    expect(layout.kind).toBe('legacy CUR');
    expect(types).toEqual({
      identity_line_item_id: 'VARCHAR',
      line_item_line_item_type: 'VARCHAR',
      line_item_unblended_cost: 'DECIMAL(18,7)',
      line_item_unblended_rate: 'VARCHAR',
      line_item_usage_start_date: 'TIMESTAMP',
      line_item_usage_account_id: 'VARCHAR',
      reservation_effective_cost: 'DECIMAL(18,10)',
    });
  });

  it('a stray text in a column of costs does not make it text, and is told', async () => {
    const { layout, types } = await open(
      'lineItem/LineItemType,lineItem/UnblendedCost,product/x\nUsage,1.5,1\nUsage,None,2\nUsage,2,3\n',
    );
    expect(types).toMatchObject({ line_item_unblended_cost: 'DECIMAL(18,2)', product_x: 'VARCHAR' });
    expect(layout.columns[1]).toMatchObject({ strays: true });
    expect(layout.notes.slice(1)).toEqual([
      'line_item_unblended_cost has 1 values that are no numbers, such as "None"; they are read as empty',
    ]);
    expect((await open('lineItem/LineItemType,lineItem/UnblendedCost\nUsage,a\nUsage,b\nUsage,2\n')).types).toMatchObject({
      line_item_unblended_cost: 'VARCHAR',
    });
  });

  it('FOCUS and CUR 2.0 are recognized, with their versions', async () => {
    const focus = await open(
      'BilledCost,EffectiveCost,ChargePeriodStart,SubAccountId,InvoiceId\nNULL,1.5,2026-01-01 00:00:00,5,NULL\n',
    );
    expect(focus.layout).toMatchObject({ kind: 'FOCUS 1.2', null_text: true });
    expect(focus.types).toMatchObject({
      BilledCost: 'DECIMAL(18,10)',
      EffectiveCost: 'DECIMAL(18,2)',
      ChargePeriodStart: 'TIMESTAMP',
      SubAccountId: 'VARCHAR',
    });
    expect((await open('BilledCost,EffectiveCost\n1,2\n')).layout.kind).toBe('FOCUS 1.0');
    expect((await open('line_item_unblended_cost,resource_tags\n1,{}\n')).layout.kind).toBe('CUR 2.0');
  });
});
