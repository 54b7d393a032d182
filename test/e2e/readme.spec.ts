import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/setup/project.mjs';
import { expect, test } from './fixtures.ts';

test('the example of the README runs as it stands there', async ({ app }) => {
  const readme = readFileSync(path.join(projectRoot, 'README.md'), 'utf8');
  const example = /```js\n(.*?)```/su.exec(readme)?.[1] ?? '';
  expect(example).toContain('callTool');
  const said: string[] = [];
  app.page.on('console', (message) => said.push(message.text()));
  // As the console evaluates it: text that the page itself could not.
  const session = await app.page.context().newCDPSession(app.page);
  const { exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `(async () => {${example}})()`,
    awaitPromise: true,
  });
  expect(exceptionDetails?.exception?.description).toBeUndefined();
  expect(said.at(0)).toBe('status');
  expect(said.at(-1)).toMatch(/^succeeded \d+ 5$/u);
});
