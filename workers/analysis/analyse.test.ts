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

describe('tables of SQL', () => {
  test.each<[string, string, string[]]>([
    ['on a later line than their statement', 'SELECT *\n\nFROM cur', ['cur 3:6']],
    [
      'within WITH and joined, and not the names of WITH',
      'WITH m AS (\n SELECT *\n FROM cur\n)\nSELECT count(*)\nFROM m\nJOIN focus f ON 1=1\nLIMIT 1',
      ['cur 3:7', 'focus 7:6'],
    ],
    ['in a later statement', 'SELECT 1;\nSELECT a\nFROM cur;\nSELECT b\r\nFROM "x y"', ['cur 3:6', 'x y 5:6']],
    ['named twice', 'SELECT 1 FROM cur a\nJOIN cur b ON true', ['cur 1:15', 'cur 2:6']],
    ['a placeholder', 'SELECT *\nFROM ${table}', ['${table} 2:6']],
    ['where the parser reads nothing', 'SHOW PARTITIONS\n  a.cur', ['a.cur 2:3']],
    ['in what the parser refuses', 'SELCT a\nFROM cur', ['cur 2:6']],
  ])('have their own places: %s', (_, code, expected) => {
    const { queries } = analyse({ language: 'sql', code });
    const named = queries.flatMap((query) => query.named ?? []);
    expect(named.map(({ table, line, column }) => `${table} ${line}:${column}`)).toEqual(expected);
  });
});

describe('hostile texts', () => {
  const DEEP = 'The code nests too deeply to be read';

  test.each([
    ['parentheses', '('.repeat(100_000)],
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['signs', '-'.repeat(100_000) + '1'],
    ['sums', '1' + '+1'.repeat(100_000)],
    ['functions', 'x=>'.repeat(50_000) + '1'],
    ['conditions', 'if(x);else '.repeat(50_000) + ';'],
    ['patterns', `const ${'['.repeat(3000)}a${']'.repeat(3000)} = 1`],
  ])('%s that nest too deeply are said to', (_, code) => {
    expect(analyse({ language: 'javascript', code }).syntax_error?.message).toBe(DEEP);
  });

  test.each([
    ['a chain of attributes', `a${'.b'.repeat(50_000)}`],
    ['one name for everything', `let x;${Array.from({ length: 2000 }, (_, at) => `x = y${at}; x();`).join('')}`],
  ])('%s is followed until it is too long, and that is told', (_, code) => {
    expect(summaryOf(analyse({ language: 'javascript', code })).join()).toContain('more turns than can be followed');
  });

  test('texts that double are not put together for ever', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `const v${at + 1} = v${at} + v${at};`);
    const { queries } = analyse({ language: 'javascript', code: `const v0 = 'SELECT 1 ';${lines.join('')}query(v60)` });
    expect(queries[0]?.sql?.length).toBeLessThan(5000);
  });

  test('a lot of it gives no more than a person can look through', () => {
    const code = Array.from({ length: 4000 }, (_, at) => `fs.readFileSync("a${at}");`).join('\n');
    const { files, dynamic } = analyse({ language: 'javascript', code });
    expect(files).toHaveLength(2000);
    expect(files[0]).toMatchObject({ line: 1, path: 'a0' });
    expect(dynamic).toEqual([{ line: 1, what: 'more files than are listed (2,000)' }]);
  });

  test.each([
    ['nesting', `SELECT ${'('.repeat(100_000)}`],
    ['many statements', 'SELECT 1 FROM cur;\n'.repeat(8000)],
    ['comments that never end', '/*'.repeat(400_000)],
    ['quotes', "'".repeat(900_001)],
  ])('SQL with %s ends', (_, code) => {
    expect(analyse({ language: 'sql', code }).language).toBe('sql');
  });

  test('what is found is text that JSON can carry, whatever the code holds', () => {
    const findings = analyse({ language: 'javascript', code: 'fs.readFileSync("\ud800\\0\u202e")' });
    expect(findings.files[0]?.path).toBe('\ufffd\0\u202e');
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });
});

describe('what came out of the sandbox', () => {
  const program = (parts: object) => ({
    language: 'python' as const,
    code: '',
    program: new TextEncoder().encode(
      JSON.stringify({ nodes: [], scopes: [-1], bindings: [], attributes: [], imports: [], stars: [], notable: [], ...parts }),
    ),
  });

  test('is read', () => {
    expect(analyse(program({ nodes: [['other', 1, 1]] })).syntax_error).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a node that is not there', { nodes: [['same', 1, 1, 7]] }],
    ['a node of no kind', { nodes: [['magic', 1, 1]] }],
    ['a scope that is not there', { nodes: [['name', 1, 1, 3, 'a']] }],
    ['scopes that go in a circle', { scopes: [-1, 1] }],
    ['a number for a text', { nodes: [['text', 1, 1, 5]] }],
    ['a text for a list', { bindings: 'all' }],
    ['an import of no kind', { imports: [[1, 1, 'os', 'mine']] }],
  ])('and refused with %s', (_, parts) => {
    expect(() => analyse(program(parts))).toThrow('cannot be used');
  });
});
