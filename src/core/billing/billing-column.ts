/** A column of a billing format; `map` is a map of texts to texts, `amounts` one of texts to numbers. */
export type BillingColumn = { name: string; type: 'text' | 'number' | 'time' | 'map' | 'amounts' };

const MARKS: Record<string, BillingColumn['type']> = { n: 'number', t: 'time', m: 'map', d: 'amounts' };

/**
 * Reads a list such as `line_item_unblended_cost:n product:m bill_bill_type`: text, or `:n` a number, `:t` a time, `:m` a map, `:d` a map of
 * amounts. */
export function billingColumns(list: string): readonly BillingColumn[] {
  return list
    .trim()
    .split(/\s+/u)
    .map((entry) => {
      const [name = '', mark = ''] = entry.split(':');
      return { name, type: MARKS[mark] ?? 'text' };
    });
}
