import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project.mjs';

const REASON_LINES = 40;

/** Where a test plays a person's hands in a page, and a second try may count. What guards the sandbox has to hold at every try. */
const HANDS = ['src/ui/', 'test/e2e/'];

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts of a part that has a report: Vitest's or Playwright's JSON. A part that failed without a failed test (a file that did
 * not load, an unhandled error, a report that is missing) counts as one failure, so that no failure is lost in the sum.
 * @param {string} reportFile
 * @param {number} exitCode of the program that wrote it
 * @returns {Counts}
 */
export function reportCounts(reportFile, exitCode) {
  const counts = countsOf(testsOf(reportFile));
  const untold = exitCode !== 0 && counts.failed === 0;
  const nothingRan = exitCode === 0 && counts.passed === 0;
  return untold || nothingRan ? { ...counts, failed: 1 } : counts;
}

/**
 * What failed, by name, with the first lines of why: it is told again at the end, since a run of everything prints thousands of lines.
 * @param {string} reportFile
 * @returns {string[]}
 */
export function failedTests(reportFile) {
  return testsOf(reportFile)
    .filter(({ outcome }) => outcome === 'failed')
    .map(toldOf);
}

/**
 * What passed at the second try only, and counts as passed: by name, with why the first one failed.
 * @param {string} reportFile
 * @returns {string[]}
 */
export function secondTries(reportFile) {
  return testsOf(reportFile)
    .filter(({ outcome }) => outcome === 'second try')
    .map(toldOf);
}

/**
 * One test as it is counted, whichever program ran it.
 * @typedef {{ name: string, outcome: 'passed' | 'second try' | 'failed' | 'skipped', reasons: string[] }} Told
 */

/**
 * @param {string} reportFile
 * @returns {Told[]}
 */
function testsOf(reportFile) {
  if (!existsSync(reportFile)) return [];
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  return report.stats === undefined ? report.testResults.flatMap(testsOfVitest) : report.suites.flatMap(testsOfPlaywright);
}

/**
 * @param {any} file
 * @returns {Told[]}
 */
function testsOfVitest(file) {
  const { name: place, assertionResults: tests, status, message } = file;
  // Within the project: the folder that holds it may have any name.
  const own = path.relative(projectRoot, place).replaceAll('\\', '/');
  const told = tests.map((/** @type {any} */ { fullName, status: state, failureMessages: reasons }) => {
    const name = `${own} > ${fullName}`;
    if (state === 'failed') return { name, outcome: 'failed', reasons };
    if (state !== 'passed') return { name, outcome: 'skipped', reasons };
    // A test that passed has reasons to fail where it was tried before.
    return { name, outcome: reasons.length === 0 ? 'passed' : secondTry(own), reasons };
  });
  // It did not load, or failed around its tests.
  const failedItself = status === 'failed' && tests.every((/** @type {any} */ test) => test.status !== 'failed');
  return failedItself ? [...told, { name: own, outcome: 'failed', reasons: [message] }] : told;
}

/**
 * @param {any} suite
 * @returns {Told[]}
 */
function testsOfPlaywright(suite) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ { file, line, title, tests }) =>
    tests.map((/** @type {any} */ { status, results }) => {
      const reasons = results.flatMap((/** @type {any} */ result) => result.error?.message ?? []);
      const outcomes = { expected: 'passed', unexpected: 'failed', flaky: secondTry(file), skipped: 'skipped' };
      return { name: `${file}:${line} > ${title}`, outcome: outcomes[/** @type {keyof typeof outcomes} */ (status)], reasons };
    }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(testsOfPlaywright)];
}

/**
 * @param {string} file of the test, in the project's folder
 * @returns {'second try' | 'failed'}
 */
function secondTry(file) {
  return HANDS.some((folder) => file.startsWith(folder)) ? 'second try' : 'failed';
}

/** @param {Told} test */
function toldOf({ name, reasons }) {
  return [name, ...reasons.join('\n').split('\n').slice(0, REASON_LINES)].join('\n    ');
}

/** @param {string} reportFile an old report must not speak for a run that wrote none */
export function forgetReport(reportFile) {
  rmSync(reportFile, { force: true });
}

/**
 * @param {readonly Counts[]} parts
 * @returns {Counts}
 */
export function sum(parts) {
  return parts.reduce(
    (all, part) => ({ passed: all.passed + part.passed, failed: all.failed + part.failed, skipped: all.skipped + part.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** @param {Counts} counts */
export function countsText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {readonly Told[]} tests
 * @returns {Counts}
 */
function countsOf(tests) {
  const count = (/** @type {Told['outcome'][]} */ ...outcomes) =>
    tests.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { passed: count('passed', 'second try'), failed: count('failed'), skipped: count('skipped') };
}
