import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import { MarkdownText } from './markdown-text.tsx';

declare global {
  var markdownPwned: number | undefined;
}

let unmount = () => {};
afterEach(() => {
  unmount();
  globalThis.markdownPwned = undefined;
});

async function show(text: string, runLinks = false): Promise<HTMLElement> {
  const mounted = mount(<MarkdownText text={text} runLinks={runLinks} />);
  ({ unmount } = mounted);
  await expect.poll(() => mounted.box.querySelector('.sb-markdown')).not.toBeNull();
  return mounted.box;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
const requested = (mark: string) => performance.getEntriesByType('resource').filter((entry) => entry.name.includes(mark)).length;

/** Everything by which markup could act, load or lead somewhere. */
const ACTIVE =
  'img, picture, video, audio, source, script, style, link, meta, base, iframe, frame, object, embed, svg, math, form, template, a[href], [srcset], [src], [style], [onerror], [onload], [onclick], [id], [name]';

const HTML_ATTACKS = [
  '<img src="/canary-html" onerror="markdownPwned=1">',
  '<svg onload="markdownPwned=1"><image href="/canary-html"/></svg>',
  '<script>markdownPwned=1</script>',
  '<iframe srcdoc="<script>parent.markdownPwned=1</script>"></iframe>',
  '<style>@import "/canary-html";</style>',
  '<link rel="stylesheet" href="/canary-html">',
  '<details open ontoggle="markdownPwned=1"><summary>x</summary></details>',
  '<form action="/canary-html"><button>go</button></form>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=markdownPwned=1&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=markdownPwned=1>">',
  '<noscript><p title="</noscript><img src=x onerror=markdownPwned=1>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=markdownPwned=1>',
  '<a href="javascript:markdownPwned=1" id="location" name="body">x</a>',
  '<base href="https://evil.example/">',
];

describe('markup in Markdown', () => {
  it('would act if it were put into a page as it is', async () => {
    const box = document.createElement('div');
    document.body.append(box);
    box.innerHTML = HTML_ATTACKS[0] ?? '';
    await expect.poll(() => globalThis.markdownPwned).toBe(1);
    expect(requested('canary-html')).toBeGreaterThan(0);
    box.remove();
    performance.clearResourceTimings();
  });

  it.each(HTML_ATTACKS)('is text: %s', async (attack) => {
    for (const text of [attack, `before ${attack} after`, `- item\n\n  ${attack}\n`, `| a |\n|--|\n| ${attack} |`]) {
      const box = await show(text);
      await settle();
      expect(box.querySelector(ACTIVE)).toBeNull();
      expect(globalThis.markdownPwned).toBeUndefined();
      unmount();
    }
    expect(requested('canary-html')).toBe(0);
  });
});

describe('pictures and links', () => {
  it('load nothing, however they are written', async () => {
    const text = [
      '![a](/canary-picture)',
      '![a][ref]',
      '[![a](/canary-picture)](https://evil.example)',
      '![a](<data:image/svg+xml,<svg onload=alert(1)>>)',
      '',
      '[ref]: /canary-picture "t"',
    ].join('\n\n');
    const box = await show(text);
    await settle();
    expect(box.querySelector(ACTIVE)).toBeNull();
    expect(requested('canary-picture')).toBe(0);
  });

  it.each([
    '[x](javascript:markdownPwned=1)',
    '[x](JaVaScRiPt:markdownPwned=1)',
    '[x](java&#10;script:markdownPwned=1)',
    '[x](data:text/html,<script>markdownPwned=1</script>)',
    '[x](vbscript:x)',
    '[x](blob:http://localhost/x)',
    '[x](//evil.example/x)',
    '[x](/settings)',
    '[x][r]\n\n[r]: javascript:markdownPwned=1',
    '<javascript:markdownPwned=1>',
  ])('leads nowhere: %s', async (text) => {
    const box = await show(text);
    for (const element of box.querySelectorAll<HTMLElement>('a, button, [role="link"]')) element.click();
    await settle();
    expect(box.querySelector('[role="link"], a')).toBeNull();
    expect(globalThis.markdownPwned).toBeUndefined();
  });

  it("leads to the models' settings where runs are linked, and to no other page", async () => {
    const models = '[Settings](#/settings?section=models)';
    expect((await show(models)).querySelector('a')).toBeNull();
    unmount();
    const box = await show(models, true);
    expect(box.querySelector('a')?.getAttribute('href')).toBe('#/settings?section=models');
    unmount();
    for (const address of [
      '#/settings',
      '#/settings?section=modelsx',
      '#/settings?section=models&x=1',
      '#/settings?section=models%20',
      '#/SETTINGS?section=models',
      '#/workbench?code=1',
      '/#/settings?section=models',
      'x#/settings?section=models',
    ]) {
      expect((await show(`[x](${address})`, true)).querySelector('a, [role="link"]'), address).toBeNull();
      unmount();
    }
  });

  it('shows the whole address and asks before it leaves', async () => {
    const opened: unknown[] = [];
    const before = window.open;
    window.open = (...parameters) => {
      opened.push(parameters);
      return null;
    };
    try {
      const box = await show('[the **console**](https://evil.example/?secret=4711)');
      const link = box.querySelector<HTMLElement>('[role="link"]');
      expect(link?.textContent).toBe('the console');
      expect(link?.hasAttribute('href')).toBe(false);
      link?.click();
      await expect
        .poll(() => document.querySelector('[role="dialog"]')?.textContent)
        .toContain('https://evil.example/?secret=4711');
      expect(opened).toEqual([]);
      [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')]
        .find((button) => button.textContent === 'Open link')
        ?.click();
      await expect.poll(() => opened).toEqual([['https://evil.example/?secret=4711', '_blank', 'noopener,noreferrer']]);
    } finally {
      window.open = before;
    }
  });
});

describe('text', () => {
  it('shows Unicode tags and direction marks instead of hiding them', async () => {
    const box = await show('pay \u{e0070}\u{e0061}\u{e0079} invoice\u202egpj `co\u2066de`');
    expect(box.textContent).toContain('‹U+E0070›‹U+E0061›‹U+E0079›');
    expect(box.textContent).toContain('‹U+202E›');
    expect(box.textContent).toContain('co‹U+2066›de');
  });

  it('draws what analysts write: headings, lists, code, tables with alignment', async () => {
    const box = await show('# Costs\n\n1. **EC2**\n\n- [x] done\n\n```sql\nSELECT 1\n```\n\n| a | b |\n|:--|--:|\n| x | 1 |\n');
    expect(box.querySelector('h3')?.textContent).toBe('Costs');
    expect(box.querySelector('ol strong')?.textContent).toBe('EC2');
    expect(box.querySelector('pre code')?.textContent).toContain('SELECT 1');
    expect(box.querySelector<HTMLInputElement>('input[type="checkbox"]')?.disabled).toBe(true);
    expect([...box.querySelectorAll('td')].map((cell) => cell.dataset['align'])).toEqual(['left', 'right']);
  });

  it('a table that is wider than its place is scrolled by keys, under the names of its columns', async () => {
    const columns = Array.from({ length: 60 }, (_, at) => `column_${at}`);
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    await show([row(columns), row(columns.map(() => '--')), row(columns)].join('\n'));
    const table = page.getByRole('region', { name: 'Table: column_0, column_1,', exact: false });
    await expect.element(table).toHaveAttribute('tabindex', '0');
    table.element().focus();
    expect(document.activeElement).toBe(table.element());
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => table.element().scrollLeft).toBeGreaterThan(0);
  });
});
