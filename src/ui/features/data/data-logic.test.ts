import { describe, expect, it } from 'vitest';
import { freePath } from './free-path.ts';
import { queryHref } from '../../components/own-sql.ts';
import { sqlName, starterSql } from './starter-sql.ts';

describe('sqlName', () => {
  it.each([
    ['cur_july', 'cur_july'],
    ['BilledCost', 'BilledCost'],
    ['order', '"order"'],
    ['my costs', '"my costs"'],
    ['a"; DROP TABLE x; --', '"a""; DROP TABLE x; --"'],
    ['2026', '"2026"'],
    ['größe', '"größe"'],
  ])('%s is %s', (name, sql) => {
    expect(sqlName(name)).toBe(sql);
  });
});

const columns = (names: string[]) => names.map((name) => ({ name, type: 'VARCHAR' }));

describe('starterSql', () => {
  it('sums cost by service where both are there, by the names as they are', () => {
    expect(starterSql('cur', columns(['line_item_unblended_cost', 'Line_Item_Product_Code']))).toBe(
      'SELECT Line_Item_Product_Code, sum(line_item_unblended_cost) AS cost\nFROM cur\nGROUP BY 1\nORDER BY 2 DESC\nLIMIT 20\n',
    );
    expect(starterSql('focus', columns(['ServiceName', 'BilledCost']))).toContain('sum(BilledCost)');
  });
  it('else shows the first rows, of the first columns where there are many', () => {
    expect(starterSql('my table', columns(['a', 'b']))).toBe('SELECT *\nFROM "my table"\nLIMIT 100\n');
    const many = starterSql('t', columns(Array.from({ length: 270 }, (_, index) => `c${index}`)));
    expect(many).toContain('\n  c11\nFROM t');
    expect(many).not.toContain('c12');
  });
  it('goes into an address and comes out the same', () => {
    const sql = 'SELECT "a&b", \'100%\' FROM t -- #?';
    const query = queryHref(sql).split('?').slice(1).join('?');
    expect(new URLSearchParams(query).get('sql')).toBe(sql);
  });
});

describe('freePath', () => {
  it.each([
    ['data/a.csv', [], 'data/a.csv'],
    ['data/a.csv.gz', ['data/a.csv.gz'], 'data/a-2.csv.gz'],
    ['data/a.csv', ['data/a.csv', 'data/a-2.csv'], 'data/a-3.csv'],
    ['data.d/notes', ['data.d/notes'], 'data.d/notes-2'],
    ['data/.env', ['data/.env'], 'data/.env-2'],
  ])('%s beside %j is %s', (path, taken, free) => {
    expect(freePath(path, taken)).toBe(free);
  });
});
