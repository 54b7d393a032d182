/** Text as a SQL literal. */
export function text(value: string | undefined): string {
  return value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
}

/** Rows as a VALUES list. */
export function values(rows: readonly (readonly string[])[]): string {
  return `VALUES ${rows.map((row) => `(${row.join(', ')})`).join(',\n')}`;
}

export function list(items: readonly (string | number)[]): string {
  return `[${items.join(', ')}]`;
}
