import path from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { projectRoot, run } from './setup/project.mjs';
import { countsText, failedTests, forgetReport, reportCounts, secondTries, sum } from './setup/test-counts.mjs';

/**
 * Runs everything that is tested, set-up included, and counts. Each part runs even where an earlier one failed. The last line is
 * "N passed, M failed", with the skipped ones where there are any; the exit code is 1 where something failed.
 *
 * @typedef {import('./setup/test-counts.mjs').Counts} Counts
 */

/** @type {{ name: string, counts: Counts, seconds: number }[]} */
const results = [];

/** @type {string[]} */
const failed = [];
/** @type {string[]} */
const second = [];

/** Tests that play a person's hands may be tried once more, on a machine that does everything at once. What needed it is told. */
const AGAIN = { SANDBANK_RETRIES: '1' };

await ensureDependencies();
await part('browser to test in', () => succeeds(ensureBrowser));
await part('build', () => succeeds(ensureBuild));
for (const name of ['format:check', 'lint', 'types', 'layers']) {
  await part(name, async () => oneTest((await run('npm', ['run', '--silent', name])) === 0));
}
await part('unit', () => vitest('unit'));
await part('browser', () => vitest('browser'));
await part('e2e', () => playwright('e2e'));
await part('attacks', () => playwright('attacks'));
tell();

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function part(name, work) {
  console.log(`\n=== ${name}`);
  const started = performance.now();
  const counts = await work();
  results.push({ name, counts, seconds: (performance.now() - started) / 1000 });
}

/** @param {string} project */
async function vitest(project) {
  const report = reportFile(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run('vitest', ['run', '--project', project, ...reporters], AGAIN);
  failed.push(...failedTests(report));
  second.push(...secondTries(report));
  return reportCounts(report, code);
}

/** @param {string} project */
async function playwright(project) {
  const report = reportFile(project);
  const code = await run('playwright', ['test', '--project', project], { SANDBANK_REPORT: report, ...AGAIN });
  failed.push(...failedTests(report));
  second.push(...secondTries(report));
  return reportCounts(report, code);
}

/** @param {string} name */
function reportFile(name) {
  const file = path.join(projectRoot, '.cache', 'reports', `${name}.json`);
  forgetReport(file);
  return file;
}

/** @param {() => Promise<void>} work */
async function succeeds(work) {
  try {
    await work();
    return oneTest(true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return oneTest(false);
  }
}

/** @param {boolean} passed */
function oneTest(passed) {
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

function tell() {
  const all = sum(results.map(({ counts }) => counts));
  console.log('\n');
  for (const text of second) console.log(`PASSED AT THE SECOND TRY ${text}\n`);
  for (const text of failed) console.log(`FAILED ${text}\n`);
  for (const { name, counts, seconds } of results) {
    console.log(`${name.padEnd(20)}${countsText(counts).padEnd(40)}${seconds.toFixed(0).padStart(5)} s`);
  }
  process.exitCode = all.failed > 0 ? 1 : 0;
  console.log(`\n${countsText(all)}`);
}
