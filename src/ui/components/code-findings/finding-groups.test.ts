import { describe, expect, it } from 'vitest';
import { noFindings } from '../../../../test/harness/code-findings.ts';
import type { QueryFinding } from '../../../core/ports/code-analysis.ts';
import { findingGroups } from './finding-groups.ts';

const nothing = noFindings('sql');

function queried(...queries: QueryFinding[]) {
  return findingGroups({ ...nothing, queries }).find(({ title }) => title === 'Data it queries')?.items;
}

describe('findingGroups', () => {
  it('leads from each table that SQL reads to the places where it stands', () => {
    const items = queried({
      line: 1,
      column: 1,
      sql: 'SELECT …',
      tables: ['cur', 'focus'],
      effect: 'read',
      named: [
        { table: 'cur', line: 3, column: 7 },
        { table: 'focus', line: 7, column: 6 },
        { table: 'cur', line: 8, column: 6 },
      ],
    });
    expect(items).toEqual([
      {
        text: 'cur',
        tag: 'reads',
        places: [
          { line: 3, column: 7 },
          { line: 8, column: 6 },
        ],
      },
      { text: 'focus', tag: 'reads', places: [{ line: 7, column: 6 }] },
    ]);
  });
  it('keeps together what SQL writes, which only one of its tables is', () => {
    const named = [
      { table: 'a', line: 2, column: 13 },
      { table: 'b', line: 3, column: 6 },
    ];
    const items = queried({ line: 2, sql: 'INSERT …', tables: ['a', 'b'], effect: { writes: 'INSERT INTO' }, named });
    expect(items).toEqual([{ text: 'a, b', tag: 'writes: INSERT INTO', warns: true, places: [{ line: 2 }] }]);
  });
  it('has the place of the call for queries of other code', () => {
    expect(queried({ line: 4, sql: 'SELECT 1 FROM cur, focus', tables: ['cur', 'focus'], effect: 'read' })).toEqual([
      { text: 'cur, focus', tag: 'reads', places: [{ line: 4 }] },
    ]);
  });
});
