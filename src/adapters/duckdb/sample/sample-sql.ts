import { linesSql } from './lines-sql.ts';
import { RESOURCES_SQL } from './resources-sql.ts';
import { viewsSql } from './views-sql.ts';

/** The statements that make the three tables for a UTC day ("2026-11-20"). */
export function sampleSql(today: string): string[] {
  return [...RESOURCES_SQL, ...linesSql(today), ...viewsSql(today)];
}
