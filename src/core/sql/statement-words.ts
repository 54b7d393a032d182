import { slips } from '../near-words.ts';

/** What a query may begin with, in the order in which they are suggested. */
const QUERY_WORDS = 'SELECT WITH FROM VALUES SHOW DESCRIBE EXPLAIN TABLE DESC SUMMARIZE'.split(' ');

/** The first words of the statements of DuckDB, Trino and their kin that are no query. They are known, and refused. */
const OTHER_WORDS =
  'ABORT ALTER ANALYSE ANALYZE ATTACH BEGIN CACHE CALL CHECKPOINT CLOSE COMMENT COMMIT COPY CREATE DEALLOCATE DECLARE DELETE DENY DETACH DISCARD DO DROP END EXECUTE EXPORT FETCH FLUSH FORCE GRANT IMPORT INSERT INSTALL KILL LOAD LOCK MERGE MSCK OPTIMIZE PIVOT PIVOT_LONGER PIVOT_WIDER PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME REPAIR REPLACE RESET REVOKE ROLLBACK SAVEPOINT SET START TRUNCATE UNCACHE UNLOAD UNPIVOT UPDATE UPSERT USE VACUUM'.split(
    ' ',
  );

const STATEMENT_WORDS = new Set([...QUERY_WORDS, ...OTHER_WORDS]);

/** Whether a statement of SQL begins with `word` (upper case), allowed here or not. */
export function isStatementWord(word: string): boolean {
  return STATEMENT_WORDS.has(word);
}

/** The word of a query that `word` (upper case) was likely meant to be: one slip away, or two in a word of more than four letters. */
export function nearStatementWord(word: string): string | undefined {
  if (word.length > 12) return undefined;
  let nearest: string | undefined;
  let least = word.length > 4 ? 3 : 2;
  for (const candidate of QUERY_WORDS) {
    const count = slips(word, candidate);
    if (count >= least) continue;
    nearest = candidate;
    least = count;
  }
  return nearest;
}
