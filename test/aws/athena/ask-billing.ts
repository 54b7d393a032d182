import { QueryError } from '../../../src/core/app-error.ts';
import type { Abort } from '../../../src/core/ports/abort.ts';
import type { Answer, BillingEngine } from '../engine/billing-engine.ts';
import { DATABASE } from '../world/account.ts';

/** What the engine calls the database. */
const CONNECTION = 'sample';

/** A table by the name of its database, as far as a look tells. */
const QUALIFIED = /[\w"]\s*\.\s*"?(?:cur|cur_legacy|focus)\b/iu;

/** The database's name, as a word of a statement that only lists. */
const NAMED = new RegExp(`["\`]?\\b${DATABASE}\\b["\`]?`, 'giu');

/** Asks the engine as though its connection were the database: by that name, and by no other. */
export async function askBilling(engine: BillingEngine, sql: string, signal: Abort): Promise<Answer> {
  if (/^\s*(?:SHOW|DESCRIBE|DESC)\b/iu.test(sql)) return await engine.ask(sql.replaceAll(NAMED, CONNECTION), signal);
  if (QUALIFIED.test(sql) && !/^\s*EXPLAIN\b/iu.test(sql)) refuseOther(await engine.ask(`EXPLAIN ${sql}`, signal));
  const aboutSchemas = /\binformation_schema\b/iu.test(sql);
  const answer = await engine.ask(aboutSchemas ? sql.replaceAll(`'${DATABASE}'`, `'${CONNECTION}'`) : sql, signal);
  if (!aboutSchemas) return answer;
  return { ...answer, rows: answer.rows.map((row) => row.map((cell) => (cell === CONNECTION ? DATABASE : cell))) };
}

/** The engine reads its own table where a database is not there, and notes it; Athena fails. */
function refuseOther({ notes }: Answer): void {
  const other = notes
    .map((note) => /^The database (\S+) is not here/u.exec(note)?.[1])
    .find((name) => name !== undefined && name.toLowerCase() !== DATABASE);
  if (other !== undefined) throw new QueryError(`SCHEMA_NOT_FOUND: line 1:15: Schema '${other}' does not exist`);
}
