/** The SQL type behind each mark of a column list. */
const COLUMN_TYPES: Record<string, string> = {
  s: 'VARCHAR',
  n: 'DECIMAL(18,10)',
  t: 'TIMESTAMP',
  m: 'MAP(VARCHAR, VARCHAR)',
  d: 'MAP(VARCHAR, DECIMAL(18,10))',
};

/** Amounts have six decimals, money ten. */
const AMOUNTS = new Set(['line_item_usage_amount', 'reservation_unused_quantity', 'ConsumedQuantity', 'PricingQuantity']);

/** The name and SQL type of each entry of a column list. */
export function columnsOf(list: readonly string[]): { name: string; type: string }[] {
  return list.map((entry) => {
    const [name = '', mark = 's'] = entry.split(':');
    return { name, type: AMOUNTS.has(name) ? 'DECIMAL(18,6)' : (COLUMN_TYPES[mark] ?? 'VARCHAR') };
  });
}

/** A select list in the order of the columns: what the company has no value for is a NULL of its type. */
export function selectList(list: readonly string[], expressions: Record<string, string>): string {
  return columnsOf(list)
    .map(({ name, type }) => `CAST(${expressions[name] ?? 'NULL'} AS ${type}) AS "${name}"`)
    .join(',\n  ');
}
