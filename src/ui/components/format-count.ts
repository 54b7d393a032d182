const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with its thousands apart: "146,328". */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** "1 row", "2 rows", "146,328 rows". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
