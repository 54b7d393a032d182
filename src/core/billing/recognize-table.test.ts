import { describe, expect, it } from 'vitest';
import { CUR2_COLUMNS } from './cur2-columns.ts';
import { AWS_FOCUS_COLUMNS, FOCUS_COLUMNS } from './focus-columns.ts';
import { recognizeTable } from './recognize-table.ts';

const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name);
const focus = (...versions: (keyof typeof FOCUS_COLUMNS)[]) => versions.flatMap((version) => names(FOCUS_COLUMNS[version]));

describe('the kind of a file and what told it', () => {
  it.each([
    ['legacy CUR', ['lineItem/LineItemType', 'lineItem/UnblendedCost'], 'lineItem/LineItemType: only a legacy CUR'],
    ['CUR 2.0', names(CUR2_COLUMNS), 'resource_tags, product, cost_category, discount and 1 more: columns that only CUR 2.0 has'],
    [
      'CUR 2.0',
      ['line_item_unblended_cost', 'line_item_usage_account_name'],
      'line_item_usage_account_name: a column that only CUR 2.0',
    ],
    [
      'legacy CUR',
      ['line_item_unblended_cost', 'resource_tags_user_team', 'line_item_usage_account_name'],
      'resource_tags_user_team: a column',
    ],
    ['legacy CUR', ['line_item_unblended_cost', 'line_item_usage_type'], 'None of the columns that came with CUR 2.0'],
    ['FOCUS 1.0', focus('1.0'), 'No column that came after FOCUS 1.0'],
    ['FOCUS 1.1', focus('1.0', '1.1'), 'came with FOCUS 1.1'],
    ['FOCUS 1.2', focus('1.0', '1.1', '1.2'), 'InvoiceId'],
    [
      'FOCUS 1.2 (AWS export)',
      [...focus('1.0', '1.1', '1.2'), 'x_Discounts', 'x_Operation', 'x_ServiceCode'],
      'x_Discounts, x_Operation, x_ServiceCode: columns that AWS adds',
    ],
    ['FOCUS 1.0 (AWS export)', [...focus('1.0'), ...names(AWS_FOCUS_COLUMNS)], 'columns that AWS adds'],
    ['csv', ['service', 'cost'], ''],
  ])('%s', (kind, headers, evidence) => {
    const found = recognizeTable(headers);
    expect(found.kind).toBe(kind);
    expect(found.evidence.join('\n')).toContain(evidence);
  });

  it('is found in names that something has written otherwise', () => {
    expect(recognizeTable(['LINE_ITEM_UNBLENDED_COST', 'RESOURCE_TAGS'])).toMatchObject({
      kind: 'CUR 2.0',
      names: ['line_item_unblended_cost', 'resource_tags'],
    });
    expect(recognizeTable(['billedcost', 'effective_cost', 'charge period start', 'x_mine'])).toMatchObject({
      kind: 'FOCUS 1.0',
      names: ['BilledCost', 'EffectiveCost', 'ChargePeriodStart', 'x_mine'],
      evidence: [expect.any(String), expect.any(String), expect.stringContaining('written otherwise')],
    });
  });

  it('survives the loss of the columns that tell most', () => {
    const without = (columns: readonly string[], ...lost: string[]) => columns.filter((name) => !lost.includes(name));
    const cur = recognizeTable(without(names(CUR2_COLUMNS), 'line_item_unblended_cost', 'line_item_line_item_type'));
    expect(cur.kind).toBe('CUR 2.0');
    expect(cur.notes).toEqual([
      expect.stringMatching(/^A CUR 2\.0 has line_item_line_item_type, line_item_unblended_cost, and this file has not/u),
    ]);
    expect(recognizeTable(without(focus('1.0'), 'BilledCost'))).toMatchObject({
      kind: 'FOCUS 1.0',
      notes: [expect.stringMatching(/has BilledCost, and this file has not.*Include it/u)],
    });
  });
});
