import { existsSync, readFileSync, rmSync } from 'node:fs';

const REASON_LINES = 40;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts of a part that has a report: Vitest's or Playwright's JSON. A part that failed without a failed test (a file that did
 * not load, an unhandled error, a report that is missing) counts as one failure, so that no failure is lost in the sum.
 * @param {string} reportFile
 * @param {number} exitCode of the program that wrote it
 * @returns {Counts}
 */
export function reportCounts(reportFile, exitCode) {
  const counts = existsSync(reportFile)
    ? countsOf(JSON.parse(readFileSync(reportFile, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
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
  if (!existsSync(reportFile)) return [];
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  return report.stats === undefined ? failedOfVitest(report) : report.suites.flatMap(failedOfPlaywright);
}

/** @param {any} report */
function failedOfVitest(report) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [told(file.name, [file.message])];
    return failed.map((/** @type {any} */ test) => told(`${file.name} > ${test.fullName}`, test.failureMessages));
  });
}

/**
 * @param {any} suite
 * @returns {string[]}
 */
function failedOfPlaywright(suite) {
  const failed = (suite.specs ?? []).filter((/** @type {any} */ spec) => !spec.ok);
  const why = (/** @type {any} */ spec) =>
    spec.tests.flatMap((/** @type {any} */ test) =>
      test.results.flatMap((/** @type {any} */ result) => result.error?.message ?? []),
    );
  return [
    ...failed.map((/** @type {any} */ spec) => told(`${spec.file}:${spec.line} > ${spec.title}`, why(spec))),
    ...(suite.suites ?? []).flatMap(failedOfPlaywright),
  ];
}

/**
 * @param {string} name
 * @param {string[]} reasons
 */
function told(name, reasons) {
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
 * @param {any} report
 * @returns {Counts}
 */
function countsOf(report) {
  if (report.stats !== undefined) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  const notLoaded = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + notLoaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
