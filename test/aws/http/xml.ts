/** A tree as XML: a list is its element repeated under `item` names, a Date is ISO text; undefined is left out. */
export function xml(name: string, value: unknown, item = 'member'): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${inner(value, item)}</${name}>`;
}

/** A list whose elements stand beside each other, without one around them. */
export class Flat {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

function inner(value: unknown, item: string): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((each) => xml(item, each, item)).join('');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, each]) =>
        each instanceof Flat ? each.items.map((one) => xml(name, one, item)).join('') : xml(name, each, item),
      )
      .join('');
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
