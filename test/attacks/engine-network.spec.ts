import { expect, test } from './fixtures.ts';

/**
 * The page may ask this computer, and its workers inherit that. SQL that makes an engine without locks of its own, in a worker that still
 * has its network, send a request; then the same with the worker sealed, and to the app's engine below the reader of statements.
 */
const requests: Record<string, (canary: string) => string> = {
  read_csv: (canary) => `SELECT * FROM read_csv('${canary}/read.csv')`,
  'a name that is an address': (canary) => `SELECT * FROM '${canary}/named.csv'`,
  read_text: (canary) => `SELECT * FROM read_text('${canary}/read.txt')`,
  read_blob: (canary) => `SELECT * FROM read_blob('${canary}/read.bin')`,
  sniff_csv: (canary) => `SELECT * FROM sniff_csv('${canary}/sniff.csv')`,
  ATTACH: (canary) => `ATTACH '${canary}/attached.db' AS taken`,
  'ATTACH to be read': (canary) => `ATTACH '${canary}/attached2.db' AS taken2 (READ_ONLY)`,
  COPY: (canary) => `COPY (SELECT 42 AS secret) TO '${canary}/copy.csv'`,
  'COPY FROM': (canary) => `CREATE TABLE x (a INT, b INT); COPY x FROM '${canary}/copied.csv'`,
  EXPORT: (canary) => `EXPORT DATABASE '${canary}/export'`,
  'INSTALL and LOAD': (canary) => `INSTALL json FROM '${canary}/repository'; LOAD json`,
  LOAD: (canary) => `LOAD '${canary}/json.duckdb_extension.wasm'`,
};

for (const [name, sqlFor] of Object.entries(requests)) {
  test(`SQL does not leave the engine's worker by ${name}`, async ({ sealedPage, canary }) => {
    const sql = sqlFor(canary.origin);
    const unlocked = (sealed: boolean): Promise<string> =>
      sealedPage.evaluate(([giveAway, text]) => window.harness.unlockedEngine(giveAway, text), [sealed, sql] as const);

    const open = await unlocked(false);
    expect(canary.hits, `the page's policy must let it through: ${open}`).not.toEqual([]);

    canary.hits.length = 0;
    expect(await unlocked(true)).toMatch(/^refused/u);
    const app = await sealedPage.evaluate((text) => window.harness.engine(text), sql);
    expect(app.split(' | ')).toEqual([expect.stringContaining('EngineFaultError'), expect.stringContaining('EngineFaultError')]);
    await sealedPage.waitForTimeout(50);
    expect(canary.hits).toEqual([]);
  });
}
