import { expect, test } from 'vitest';
import { noFindings } from '../../../../test/harness/code-findings.ts';
import type { CodeFindings } from '../../../core/ports/code-analysis.ts';
import { findingGroups } from './finding-groups.ts';
import { findingsLine } from './findings-line.ts';

const nothing = noFindings('python');

test('a line says what is found, some of many, and what needs attention', () => {
  const findings: CodeFindings = {
    ...nothing,
    queries: [
      { line: 1, sql: 'SELECT 1 FROM cur', tables: ['cur'], effect: 'read' },
      { line: 2, sql: undefined, tables: [], effect: 'unknown' },
      { line: 3, sql: 'DROP TABLE x', tables: ['x'], effect: { writes: 'DROP TABLE' } },
    ],
    aws: [{ line: 4, service: 'ec2', operation: 'DescribeVolumes' }],
    files: ['a', 'b', 'c', 'd', 'e'].map((path, at) => ({ line: at + 5, path, access: 'write' })),
    dynamic: [
      { line: 9, what: 'eval' },
      { line: 10, what: 'eval' },
    ],
    imports: [{ line: 1, name: 'requests', kind: 'unknown' }],
  };
  expect(findingsLine(findings)).toEqual({
    said: [
      'queries cur, what is not known before',
      'SQL that writes x',
      'asks AWS for ec2 DescribeVolumes',
      'writes a, b, c and 2 more',
    ],
    warns: '2 things need attention',
  });
});

test('a line of nothing, and of no program', () => {
  expect(findingsLine(nothing)).toEqual({ said: ['it touches no data, file or service'] });
  const broken = { ...nothing, syntax_error: { line: 3, message: 'invalid syntax' } };
  expect(findingsLine(broken).said).toEqual(['it is no program that can be read (line 3)']);
});

test('groups: what needs attention comes first, the same is one item with its lines, long texts are cut', () => {
  const groups = findingGroups({
    ...nothing,
    files: [
      { line: 1, path: 'a'.repeat(5000), access: 'read' },
      { line: 2, path: 'b', access: 'read' },
      { line: 7, path: 'b', access: 'read' },
      { line: 8, path: undefined, access: 'delete' },
    ],
    aws: [
      { line: 3, service: 'iam', operation: 'CreateUser' },
      { line: 4, service: 'sts', operation: 'GetCallerIdentity' },
      { line: 5, service: undefined, operation: undefined },
    ],
    network: [{ line: 6, what: 'fetch' }],
  });
  expect(groups.map(({ title }) => title)).toEqual(['Needs attention', 'AWS', 'Files']);
  const [, aws, files] = groups;
  expect(aws?.items.map(({ text, tag, label }) => text ?? label ?? tag)).toEqual([
    'iam CreateUser',
    'sts GetCallerIdentity',
    'An operation that is only known when it runs',
  ]);
  expect(aws?.items[0]?.tag).toBe('not offered here');
  expect(files?.items.map(({ places }) => places.length)).toEqual([1, 2, 1]);
  expect(files?.items[0]?.text).toHaveLength(301);
});
