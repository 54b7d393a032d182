import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { distFolder } from '../setup/project.mjs';
import { median, type Figure } from './measure.ts';
import { freshPage, leave, type Stage } from './stage.ts';

const ROUNDS = 5;

/** What comes over the wire before the page can be used, and how long that takes. */
export async function shellFigures(stage: Stage): Promise<Figure[]> {
  const answers: number[] = [];
  let files: string[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    const page = await freshPage(stage.browser);
    stage.app.requests.length = 0;
    await page.goto(stage.app.url, { waitUntil: 'commit' });
    answers.push(await page.evaluate(timeUntilRun));
    await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
    files = stage.app.requests
      .filter((each) => each.status === 200)
      .map((each) => each.path.slice('/tools/sandbank/'.length) || 'index.html');
    await leave(page);
  }
  const sizes = files.map((file) => gzipSync(readFileSync(path.join(distFolder, file))).length / 1000);
  return [
    {
      name: 'Bytes until the page answers (gzip)',
      value: sizes.reduce((a, b) => a + b, 0),
      unit: 'kB',
      target: 700,
      note: `${files.length} files`,
    },
    { name: 'Time until Run can be pressed', value: median(answers), unit: 'ms', note: 'cold page, local server, uncompressed' },
  ];
}

/** Milliseconds from the start of the navigation to the frame in which Run can be pressed. Asked in the page: from outside it is looked at too seldom. */
async function timeUntilRun(): Promise<number> {
  const canRun = (): boolean =>
    [...document.querySelectorAll('button')].some((each) => each.textContent.trim() === 'Run' && !each.disabled);
  while (!canRun()) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now();
}
