/** A column of a billing format; `map` is a map of texts to texts. */
export type BillingColumn = { name: string; type: 'text' | 'number' | 'time' | 'map' };

const MARKS: Record<string, BillingColumn['type']> = { n: 'number', t: 'time', m: 'map' };

/** Reads a list such as `line_item_unblended_cost:n product:m bill_bill_type`: text, or `:n` a number, `:t` a time, `:m` a map. */
export function billingColumns(list: string): readonly BillingColumn[] {
  return list
    .trim()
    .split(/\s+/u)
    .map((entry) => {
      const [name = '', mark = ''] = entry.split(':');
      return { name, type: MARKS[mark] ?? 'text' };
    });
}
