import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../build.mjs';
import { ensureBrowser } from '../setup/browser.mjs';
import { projectRoot } from '../setup/project.mjs';
import { botoFigures } from './boto.ts';
import { dialectFigures } from './dialect.ts';
import { endingFigures } from './ending.ts';
import { engineFigures } from './engine.ts';
import { floodFigures } from './flood.ts';
import { javascriptFigures } from './javascript.ts';
import type { Figure } from './measure.ts';
import { pythonFigures } from './python.ts';
import { figuresTable } from './report.ts';
import { shellFigures } from './shell.ts';
import { setStage, type Stage } from './stage.ts';

const suites: Record<string, (stage: Stage) => Promise<Figure[]>> = {
  shell: shellFigures,
  python: pythonFigures,
  boto: botoFigures,
  javascript: javascriptFigures,
  ending: endingFigures,
  flood: floodFigures,
  engine: engineFigures,
  dialect: dialectFigures,
};

const { values, positionals } = parseArgs({ options: { write: { type: 'boolean', default: false } }, allowPositionals: true });
const unknown = positionals.find((name) => !Object.hasOwn(suites, name));
if (unknown !== undefined) throw new Error(`there is no benchmark "${unknown}"; there are ${Object.keys(suites).join(', ')}`);

await ensureBrowser();
await ensureBuild();
const stage = await setStage();
const figures: Figure[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`Measuring: ${name}`);
  try {
    figures.push(...(await suite(stage)));
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    process.exitCode = 1;
  }
}
await stage.close();

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  browser: `Chromium ${stage.version}`,
};
const folder = path.join(projectRoot, 'bench-results');
mkdirSync(folder, { recursive: true });
const file = path.join(folder, `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
console.log(`\n${figuresTable(figures)}\n\nSaved to ${path.relative(projectRoot, file)}`);
if (values.write) writeSummary();

/** Puts the table between the two marks of docs/benchmarks.md. */
function writeSummary(): void {
  const document = path.join(projectRoot, 'docs', 'benchmarks.md');
  const about = `${machine.cores} cores (${machine.cpu}), ${machine.memory_gib} GiB, ${machine.browser}, ${new Date().toISOString().slice(0, 10)}.`;
  const [head, , tail] = readFileSync(document, 'utf8').split(/<!-- (?:figures|end) -->/u);
  writeFileSync(document, `${head}<!-- figures -->\n\n${about}\n\n${figuresTable(figures)}\n\n<!-- end -->${tail}`);
}
