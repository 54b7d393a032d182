import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { translate } from '../translate.ts';
import { VARCHAR } from '../types.ts';

const table = (name: string) => ({ name, columns: [{ name: 'line_item_line_item_type', type: VARCHAR }] });
const catalog: Catalog = {
  current: 'local',
  schemas: [
    { name: 'local', tables: [table('cur')] },
    { name: 'sample', tables: [table('cur'), table('focus')] },
  ],
};

describe("a database of the analyst's own", () => {
  it.each([
    ['SELECT line_item_line_item_type FROM my_cur_db.cur', 'my_cur_db'],
    ['SELECT my_cur_db.cur.line_item_line_item_type FROM my_cur_db.cur', 'my_cur_db'],
    ['SELECT cur.line_item_line_item_type FROM "AthenaCurCfn_x"."cur"', 'AthenaCurCfn_x'],
    ['SELECT c.line_item_line_item_type FROM awsdatacatalog.billing.CUR AS c, billing.cur', 'billing'],
    ['SHOW COLUMNS FROM billing.cur', 'billing'],
  ])('%s reads the table of the connection, and says so once', (sql, database) => {
    expect(translate(sql, catalog).notes).toEqual([
      `The database ${database} is not here: the table cur of the connection local was read in its place`,
    ]);
  });

  it.each(['SELECT * FROM cur', 'SELECT * FROM local.cur', 'SELECT * FROM sample.focus'])('%s needs no note', (sql) => {
    expect(translate(sql, catalog).notes).toEqual([]);
  });

  it.each<[string, RegExp]>([
    // The sample is not what somebody asks for who names a database.
    ['SELECT * FROM billing.focus', /SCHEMA_NOT_FOUND: line 1:15: Schema 'billing' .*write local \(local has cur\)/u],
    ['SHOW TABLES IN billing', /SCHEMA_NOT_FOUND/u],
    ['SELECT * FROM other_catalog.billing.cur', /SCHEMA_NOT_FOUND: .*Catalog 'other_catalog'/u],
    ['SELECT * FROM sample.nothing', /TABLE_NOT_FOUND/u],
  ])('%s stays an error', (sql, message) => {
    expect(() => translate(sql, catalog)).toThrow(message);
  });
});
