import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from './project.mjs';
import { failedTests, reportCounts, secondTries } from './test-counts.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbank-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitestTest = (fullName: string, status: string, ...failureMessages: string[]) => ({ fullName, status, failureMessages });
const vitestFile = (name: string, status: string, assertionResults: object[], message = '') => ({
  testResults: [{ name: path.join(projectRoot, name), status, message, assertionResults }],
});
const playwrightFile = (file: string, status: string) => ({
  stats: {},
  suites: [
    {
      suites: [
        { specs: [{ file, line: 7, title: 'a test', tests: [{ status, results: [{ error: { message: 'too late' } }, {}] }] }] },
      ],
    },
  ],
});

describe('a test that passed at its second try', () => {
  const twice = [vitestTest('a test', 'passed', 'Error: too late')];

  it('counts, and is told with its reason, where it plays a person', () => {
    const hands = report(vitestFile('src/ui/a.browser.test.ts', 'passed', twice));
    expect(reportCounts(hands, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(secondTries(hands)).toEqual(['src/ui/a.browser.test.ts > a test\n    Error: too late']);
    const flow = report(playwrightFile('test/e2e/a.spec.ts', 'flaky'));
    expect(reportCounts(flow, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(secondTries(flow)).toEqual(['test/e2e/a.spec.ts:7 > a test\n    too late']);
  });

  it('has failed everywhere else', () => {
    const guard = report(vitestFile('src/sandbox/a.browser.test.ts', 'passed', twice));
    expect(reportCounts(guard, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(failedTests(guard)).toEqual(['src/sandbox/a.browser.test.ts > a test\n    Error: too late']);
    const elsewhere = {
      testResults: [{ name: '/src/ui/other/a.test.ts', status: 'passed', message: '', assertionResults: twice }],
    };
    expect(reportCounts(report(elsewhere), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    const attack = report(playwrightFile('test/attacks/a.spec.ts', 'flaky'));
    expect(reportCounts(attack, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(secondTries(attack)).toEqual([]);
  });
});

describe('the counts', () => {
  it('are of each outcome', () => {
    const tests = [
      vitestTest('a', 'passed'),
      vitestTest('b', 'failed', 'Error: no'),
      vitestTest('c', 'pending'),
      vitestTest('d', 'todo'),
    ];
    expect(reportCounts(report(vitestFile('src/ui/a.test.ts', 'failed', tests)), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
    });
    expect(reportCounts(report(playwrightFile('test/e2e/a.spec.ts', 'unexpected')), 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
    expect(reportCounts(report(playwrightFile('test/e2e/a.spec.ts', 'skipped')), 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 1,
    });
  });

  it('hold a failure where a file failed around its tests, or no report was written', () => {
    const around = report(vitestFile('a.test.ts', 'failed', [vitestTest('a', 'passed')], 'the set-up failed'));
    expect(reportCounts(around, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(failedTests(around)).toEqual(['a.test.ts\n    the set-up failed']);
    expect(reportCounts(report(vitestFile('a.test.ts', 'failed', [])), 1).failed).toBe(1);
    expect(reportCounts(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
