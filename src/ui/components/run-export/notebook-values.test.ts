import { expect, it } from 'vitest';
import { computes } from './notebook-values.ts';

it.each([
  ['an expression', { transform: [{ filter: 'datum.cost > 1' }] }],
  ['expressions that are put together', { transform: [{ filter: { and: [{ field: 'a', gt: 1 }, { not: 'datum.cost > 1' }] } }] }],
  ['an expression of an axis', { encoding: { x: { axis: { labelExpr: 'datum.label' } } } }],
])('takes a chart with %s for one that computes', (_what, spec) => {
  expect(computes(spec)).toBe(true);
});

it('takes a filter by a field for none', () => {
  expect(
    computes({ transform: [{ filter: { or: [{ field: 'service', equal: 'AmazonEC2' }, { not: { field: 'cost', lt: 1 } }] } }] }),
  ).toBe(false);
});
