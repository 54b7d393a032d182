import { expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

const answer = {
  columns: [
    { name: 'service', type: 'VARCHAR' },
    { name: 'cost', type: 'DECIMAL(18,2)' },
  ],
  chunks: [new TextEncoder().encode('[["AmazonEC2","10.50"],["AmazonS3","2.00"],["AWSLambda","0.10"]]')],
  row_count: 3,
};
const query = () => Promise.resolve(answer);

test.each(['rows', 'rows.slice(0, 2)', 'rows.filter((row) => row.service !== "AmazonS3")', 'rows.toReversed().slice(1)'])(
  'a table of %s has the types of the query',
  async (expression) => {
    const { displays, end } = await runDirectly(`const rows = await query('select 1')\ntable(${expression})`, { query });
    expect(end.error).toBeNull();
    expect(displays).toMatchObject([{ kind: 'table', columns: answer.columns }]);
  },
);

test('rows are an ordinary array otherwise', async () => {
  const { value } = await runDirectly(
    `const rows = await query('select 1')
const [first, ...rest] = rows
;({ json: JSON.stringify(rows.slice(0, 1)), keys: Object.keys(rows), array: Array.isArray(rows), first: first.cost, rest: rest.length, sum: rows.map((row) => row.cost).join(' ') })`,
    { query },
  );
  expect(value).toEqual({
    json: '[{"service":"AmazonEC2","cost":"10.50"}]',
    keys: ['0', '1', '2'],
    array: true,
    first: '10.50',
    rest: 2,
    sum: '10.50 2.00 0.10',
  });
});
