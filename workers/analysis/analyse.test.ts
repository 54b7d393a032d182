import { describe, expect, test } from 'vitest';
import { javascriptCases } from '../../test/analysis/javascript.cases.ts';
import { sqlCases } from '../../test/analysis/sql.cases.ts';
import { summaryOf } from '../../test/harness/code-findings.ts';
import { analyse } from './analyse.ts';

const found = (language: 'javascript' | 'sql', code: string) => summaryOf(analyse({ language, code }));
const asPatterns = (lines: readonly string[]) =>
  lines.map((line) => (line.endsWith('*') ? (expect.stringContaining(line.slice(0, -1)) as string) : line));

describe('JavaScript', () => {
  test.each(javascriptCases)('%s', (_, code, expected) => {
    expect(found('javascript', code).toSorted()).toEqual(asPatterns(expected).toSorted());
  });
});

describe('SQL', () => {
  test.each(sqlCases)('%s', (_, code, expected) => {
    expect(found('sql', code)).toEqual(asPatterns(expected));
  });
});
