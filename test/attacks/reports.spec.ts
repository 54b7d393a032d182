import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What a report's reader must never come to feel, wherever in a run it stands. */
const hostile = (canary: string): string =>
  `</title></style></pre></td></code>--><script>fetch('${canary}/script')</script><img src="${canary}/picture" onerror="fetch('${canary}/handler')">` +
  `<svg><style><img src=x onerror="fetch('${canary}/mxss')"></style></svg><iframe src="${canary}/frame"></iframe>` +
  `<meta http-equiv="refresh" content="0;url=${canary}/refresh"><link rel="stylesheet" href="${canary}/style"><base href="${canary}/">`;

/** Puts the text wherever code can put text, and ends with it. */
const code = (text: string, canary: string): string => `
const evil = ${JSON.stringify(text)};
console.log(evil);
console.error('\\u001b]8;;${canary}/ansi\\u0007' + evil);
table([{ [evil]: evil, deep: { [evil]: [evil] } }], { title: evil });
const named = (label) => ({ mark: 'bar', title: label, data: { values: [{ service: label, cost: 5 }] },
  encoding: { x: { field: 'service', title: label, axis: { labelLimit: 9999 } }, y: { field: 'cost', type: 'quantitative' }, color: { field: 'service' } } });
chart(named(evil), { title: evil });
chart(named('</text></svg><svg onload="fetch(1)">]]>&lt;script&gt;'), { title: 'mXSS' });
chart({ mark: { type: 'bar', href: 'javascript:1' }, data: { url: '${canary}/data' } }, { title: evil });
markdown(evil + '\\n\\n![a](${canary}/markdown) [b](javascript:fetch(1)) [go on](${canary}/link) <${canary}/auto>\\n\\n~~~html\\n' + evil + '\\n~~~', { title: evil });
display({ [evil]: [evil] }, { title: evil });
fs.writeFileSync('data/plain.txt', evil);
const error = new Error(evil);
error.name = evil;
throw error;`;

/** Opens a page from the disk in a profile of its own; answers what it asked for, where it went, and what stands in it. */
async function opened(browser: Browser, file: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) asked.push(request.url());
  });
  await page.goto(address);
  return { page, asked, address, close: () => context.close() };
}

test('a report of a hostile run runs nothing, asks for nothing and leads nowhere', async ({ app, browser, canary }, info) => {
  const { page } = app;
  const text = hostile(canary.elsewhere);
  const control = info.outputPath('control.html');
  await writeFile(control, `<!doctype html><title>${text}`);
  const acting = await opened(browser, control);
  await expect
    .poll(() => canary.hits.some((hit) => hit.endsWith('/script')), 'the texts must act where nothing stands in their way')
    .toBe(true);
  await acting.close();
  canary.hits.length = 0;

  const run = await app.call('execute_code', {
    language: 'javascript',
    code: code(text, canary.elsewhere),
    params: { [text]: text },
    title: text.slice(0, 200),
  });
  expect(run.status).toBe('failed');
  expect(run.displays).toHaveLength(6);
  await page.goto(`${app.url}#/runs/${run.run_id}`);
  await app.button('Export').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'HTML report' }).click();
  const download = await saving;
  expect(path.extname(download.suggestedFilename())).toBe('.html');
  const report = info.outputPath('report.html');
  await download.saveAs(report);
  // What it is made of must be inert by itself; the policy in it is the second wall.
  const bare = info.outputPath('bare.html');
  const html = await readFile(report, 'utf8');
  const without = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/u, '');
  expect(without.length).toBeLessThan(html.length);
  await writeFile(bare, without);

  for (const file of [report, bare]) {
    const read = await opened(browser, file);
    const found = await read.page.evaluate(() => ({
      active: document.querySelectorAll(
        'script, iframe, object, embed, form, a, link, base, svg, math, input, button, meta[http-equiv="refresh"]',
      ).length,
      handlers: [...document.querySelectorAll('*')]
        .flatMap((each) => each.getAttributeNames())
        .filter((name) => name.startsWith('on')),
      pictures: [...document.images].map((image) => [image.src.slice(0, 11), image.naturalWidth > 0]),
      text: document.body.textContent,
    }));
    expect(found).toMatchObject({ active: 0, handlers: [] });
    expect(found.pictures).toEqual([
      ['data:image/', true],
      ['data:image/', true],
    ]);
    expect(found.text).toContain('<script>fetch(');
    expect(found.text).toContain(`go on (${canary.elsewhere}/link)`);
    for (const label of ['go on', 'b']) await read.page.getByText(label, { exact: false }).first().click();
    await read.page.waitForTimeout(300);
    expect(read.page.url()).toBe(read.address);
    expect(read.asked).toEqual([]);
    await read.close();
  }
  expect(canary.hits).toEqual([]);
});
