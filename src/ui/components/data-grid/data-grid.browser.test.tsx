import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import type { Cell, Column } from '../../../core/json.ts';
import { DataGrid } from './data-grid.tsx';

let unmount = () => {};
afterEach(() => unmount());

function show(columns: Column[], rows: Cell[][]): HTMLElement {
  const mounted = mount(<DataGrid label="Costs" columns={columns} rows={rows} />);
  ({ unmount } = mounted);
  return mounted.box;
}

const grid = (box: HTMLElement) => box.querySelector<HTMLElement>('[role="grid"]') ?? document.body;
const cells = (box: HTMLElement) => [...box.querySelectorAll('[role="gridcell"]')];
const columnTexts = (box: HTMLElement, column: number) =>
  [...box.querySelectorAll<HTMLElement>('[role="row"][aria-rowindex]')]
    .toSorted((a, b) => Number(a.ariaRowIndex ?? a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .flatMap((row) => row.querySelector(`[role="gridcell"][aria-colindex="${column}"]`)?.textContent ?? []);

const wide: Column[] = Array.from({ length: 30 }, (_, index) => ({
  name: `c${index}`,
  type: index === 1 ? 'DECIMAL(38,2)' : 'VARCHAR',
}));

describe('a table of 100,000 rows and 30 columns', () => {
  const rows = Array.from({ length: 100_000 }, (_, row) =>
    wide.map((_column, column) => (column === 1 ? `${row}.10` : `${row}/${column}`)),
  );

  it('says how large it is and draws only what is in sight', async () => {
    const box = show(wide, rows);
    await expect.poll(() => cells(box).length).toBeGreaterThan(50);
    expect(cells(box).length).toBeLessThan(800);
    expect(grid(box).getAttribute('aria-rowcount')).toBe('100001');
    expect(grid(box).getAttribute('aria-colcount')).toBe('30');
  });

  it('goes to its last cell by keyboard, keeps focus and names the active cell', async () => {
    const box = show(wide, rows);
    await expect.poll(() => cells(box).length).toBeGreaterThan(50);
    grid(box).focus();
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.poll(() => cells(box).some((cell) => cell.textContent === '99999/29')).toBe(true);
    expect(document.activeElement).toBe(grid(box));
    const active = document.getElementById(grid(box).getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toBe('99999/29');
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    await expect.poll(() => cells(box).some((cell) => cell.textContent === '0/0')).toBe(true);
  });
});

describe('sorting', () => {
  it('orders DECIMAL text by exact value, first the largest, with NULL last', async () => {
    const box = show(
      [{ name: 'cost', type: 'DECIMAL(38,2)' }],
      [['9.99'], [null], ['12345678901234567890.01'], ['10.00'], ['12345678901234567890.02']],
    );
    await expect.poll(() => cells(box).length).toBe(5);
    const header = box.querySelector<HTMLElement>('[role="columnheader"]');
    header?.click();
    await expect.poll(() => header?.getAttribute('aria-sort')).toBe('descending');
    await expect
      .poll(() => columnTexts(box, 1))
      .toEqual(['12345678901234567890.02', '12345678901234567890.01', '10.00', '9.99', 'null']);
    header?.click();
    await expect.poll(() => columnTexts(box, 1)[0]).toBe('9.99');
  });
});

describe('hostile cells', () => {
  it('are text, with what hides written out', async () => {
    const html = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
    const box = show([{ name: 'a\u202eb', type: 'VARCHAR' }], [[html], ['invoice\u202egpj.exe'], ['two\nlines'], ['\u{e0041}']]);
    await expect.poll(() => columnTexts(box, 1)).toEqual([html, 'invoice‹U+202E›gpj.exe', 'two ↵ lines', '‹U+E0041›']);
    expect(box.querySelector('img, script')).toBeNull();
    expect(box.querySelector('[role="columnheader"]')?.textContent).toContain('a‹U+202E›b');
    expect('pwned' in window).toBe(false);
  });
});
