/** SQL that this page has put into addresses itself, so that what others have put there can be told from it. */
const own = new Set<string>();

/** The address that opens the SQL in the workbench. */
export function queryHref(sql: string): string {
  own.add(sql);
  return `#/workbench?${new URLSearchParams({ sql })}`;
}

export const isOwnSql = (sql: string): boolean => own.has(sql);
