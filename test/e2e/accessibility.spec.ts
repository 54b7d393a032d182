import type { Locator } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './chat-fixtures.ts';
import { openModelSettings } from './model-settings.ts';
import { calls, runIn, runs, says } from './model-server.ts';

const CODE = `rows = query("""SELECT ServiceName AS service, CAST(sum(BilledCost) AS DECIMAL(18,2)) AS cost
FROM focus GROUP BY 1 ORDER BY 2 DESC LIMIT 5""")
table(rows, title="Cost by service")
print("top service:", rows[0]["service"])
result = len(rows)`;

/** How a field's words stand out from what is behind them, as the contrast of WCAG: what is written, and the placeholder. */
async function contrastsOf(field: Locator): Promise<{ text: number; placeholder: number }> {
  return await field.evaluate((element) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const paint = (colors: readonly string[], alpha = 1): number[] => {
      if (canvas === null) throw new Error('The browser has no canvas');
      for (const [index, color] of colors.entries()) {
        canvas.globalAlpha = index === colors.length - 1 ? alpha : 1;
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (color: readonly number[]): number => {
      const [red = 0, green = 0, blue = 0] = color.map((value) => {
        const part = value / 255;
        return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = ['white'];
    for (let each: Element | null = element; each !== null; each = each.parentElement)
      behind.splice(1, 0, getComputedStyle(each).backgroundColor);
    const contrast = ({ color, opacity }: CSSStyleDeclaration): number => {
      const both = [luminance(paint(behind)), luminance(paint([...behind, color], Number(opacity)))].toSorted((a, b) => b - a);
      return ((both[0] ?? 0) + 0.05) / ((both[1] ?? 0) + 0.05);
    };
    return { text: contrast(getComputedStyle(element)), placeholder: contrast(getComputedStyle(element, '::placeholder')) };
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`no serious or critical violation, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('in the chat', async ({ chat, model }) => {
      const { page, app } = chat;
      const check = (state: string) => expect.soft(violations(page), state).resolves.toEqual([]);
      await check('empty');
      await chat.message.fill('/');
      await expect(page.getByRole('listbox')).toBeVisible();
      await check('palette');
      await chat.message.fill('');

      const answer = (read: string): string =>
        `## Findings\n\n| Service | Cost |\n|---|--:|\n| EC2 | [12,345.67](#/runs/${runIn(read)}) |\n\n\`\`\`sql\nSELECT 1 -- one\n\`\`\`\n\n> See [the docs](https://docs.example.com/x).\n\n\`\`\`suggestions\nWhy did EC2 grow?\n\`\`\``;
      const columns = Array.from({ length: 40 }, (_, at) => `Column ${at}`);
      const wide = [columns, columns.map(() => '---'), columns].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
      model.script({
        'wide table': [says(wide)],
        'five services': [runs('python', CODE, { title: 'Cost by service' }), says(answer, { latency: 250, chunkSize: 20 })],
        'save it': [
          calls('save_workflow', { name: 'Weekly', language: 'python', code: 'result = 1', tags: ['a'] }),
          says('Then not.'),
        ],
        'query it': [calls('query_data', { sql: 'SELECT 1 AS "a b"' }), says('One.')],
      });
      await chat.send('five services');
      await expect(chat.answer).toContainText('Findings', { timeout: 120_000 });
      await check('answering, with a card');
      await chat.ended();
      await expect(app.button('Why did EC2 grow?')).toBeVisible();
      await check('answered');
      await chat.ask('wide table');
      await check('a table that is wider than the pane');
      await chat.ask('query it');
      await check('rows of a query');
      await chat.send('save it');
      await expect(app.button('Approve')).toBeEnabled();
      await check('approval');
      await app.button('Deny').click();
      await chat.ended();

      await app.button('More settings').click();
      await page.getByRole('spinbutton', { name: 'Temperature' }).fill('7');
      await check('more settings, with an error');
      await app.button('History').click();
      await expect(page.getByRole('searchbox')).toBeVisible();
      await check('history');
    });

    test('placeholders are readable, and do not look like what is written', async ({ chat }) => {
      await chat.app.go('Workbench');
      for (const field of [chat.message, chat.page.getByLabel('Parameters', { exact: true })]) {
        const { text, placeholder } = await contrastsOf(field);
        expect(placeholder).toBeGreaterThanOrEqual(4.5);
        expect(placeholder).toBeLessThan(text * 0.8);
      }
    });

    test('in the settings of models', async ({ chat, model }) => {
      const { app, page } = chat;
      const settings = await openModelSettings(app);
      await expect.soft(violations(page), 'list').resolves.toEqual([]);
      await settings.fillIn({ label: 'OpenAI', model: 'gpt-4o' }, `${model.origin}/v1`);
      await expect.soft(violations(page), 'dialog').resolves.toEqual([]);
    });

    test('on the pages', async ({ app }) => {
      const { page } = app;
      await app.call('execute_code', { language: 'sql', code: 'SELECT 1 AS a', title: 'One' });
      for (const name of ['Workbench', 'Workflows', 'Data', 'Runs', 'Settings'] as const) {
        await app.go(name);
        await page.waitForLoadState('networkidle');
        await expect.soft(violations(page), name).resolves.toEqual([]);
      }
    });
  });
}
