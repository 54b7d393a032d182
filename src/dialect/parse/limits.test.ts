import { describe, expect, it } from 'vitest';
import { QueryError } from '../../core/app-error.ts';
import type { Expression, QueryBody, Relation } from '../ast.ts';
import { DEPTH_LIMIT } from './cursor.ts';
import { parseExpression, parseStatement } from './parse.ts';

const MEMBERS = 20_000;
const chain = (member: string, operator: string) => Array.from({ length: MEMBERS }, () => member).join(operator);

function bodyOf(sql: string): QueryBody {
  const statement = parseStatement(sql);
  if (statement.statement !== 'query') throw new Error('no query');
  return statement.query.body;
}

/** How often `left` can be gone down, as a loop would. */
function leftDepth<Node extends Expression | QueryBody | Relation>(node: Node, left: (node: Node) => Node | undefined): number {
  let depth = 0;
  for (let next = left(node); next !== undefined; next = left(next)) depth++;
  return depth;
}

describe('a chain of 20,000 members', () => {
  it.each(['+', '||', '*'])('of %s grows to the left', (operator) => {
    const tree = parseExpression(chain('a', ` ${operator} `));
    expect(leftDepth(tree, (node: Expression) => (node.node === 'binary' ? node.left : undefined))).toBe(MEMBERS - 1);
  });

  it.each(['and', 'or'] as const)('of %s is one node', (operator) => {
    const tree = parseExpression(chain('NOT a = 1', ` ${operator} `));
    expect(tree).toMatchObject({ node: 'logical', operator });
    expect(tree.node === 'logical' && tree.operands.length).toBe(MEMBERS);
  });

  it.each(['UNION ALL', 'INTERSECT', 'EXCEPT'])('of %s grows to the left', (operator) => {
    const body = bodyOf(chain('SELECT 1', ` ${operator} `));
    expect(leftDepth(body, (node: QueryBody) => (node.node === 'set' ? node.left : undefined))).toBe(MEMBERS - 1);
  });

  it('of joins grows to the left', () => {
    const body = bodyOf(`SELECT 1 FROM a${' JOIN b ON x'.repeat(MEMBERS)}`);
    const from = body.node === 'select' ? body.from[0] : undefined;
    expect(from).toBeDefined();
    if (from === undefined) return;
    const depth = leftDepth(from, (node: Relation) => (node.relation === 'join' ? node.left : undefined));
    expect(depth).toBe(MEMBERS);
  });

  it('of list items is flat', () => {
    const tree = parseExpression(`a IN (${chain('1', ', ')})`);
    expect(tree.node === 'in_list' && tree.list.length).toBe(MEMBERS);
  });
});

const nested: [string, string, string, string][] = [
  ['parentheses', '(', '1', ')'],
  ['calls', 'f(', '1', ')'],
  ['CASE', 'CASE WHEN a THEN ', '1', ' END'],
  ['arrays', 'ARRAY[', '1', ']'],
  ['subqueries', '(SELECT ', '1', ')'],
  ['EXISTS', 'EXISTS (SELECT 1 WHERE ', 'a', ')'],
  ['subqueries in FROM', '(SELECT a FROM (', 'SELECT 1', '))'],
  ['relations', '(SELECT a FROM ((((', 't', ')))))'],
  ['lambdas', 'f(x -> ', '1', ')'],
  ['types', 'CAST(a AS row(', 'bigint', '))'],
  ['NOT', 'NOT ', 'a', ''],
  ['signs', '- ', 'a', ''],
  ['windows', 'f() OVER (ORDER BY ', 'a', ')'],
];

describe('what stands in each other', () => {
  it.each(nested)('%s parse 40 deep', (_, open, core, close) => {
    const deep = open.startsWith('CAST') ? `CAST(a AS ${'row('.repeat(40)}${core}${')'.repeat(41)}` : undefined;
    expect(parseExpression(deep ?? open.repeat(40) + core + close.repeat(40))).toBeDefined();
  });

  it.each(nested)('%s are refused beyond the limit, and named', (_, open, core, close) => {
    for (const depth of [1000, 20_000]) {
      const deep = open.startsWith('CAST')
        ? `CAST(a AS ${'row('.repeat(depth)}${core}`
        : open.repeat(depth) + core + close.repeat(depth);
      expect(() => parseExpression(deep)).toThrow(QueryError);
      expect(() => parseExpression(deep)).toThrow(`more than ${DEPTH_LIMIT} levels`);
      expect(() => parseExpression(deep.slice(0, deep.length / 2))).toThrow(QueryError);
    }
  });

  it('parses 380 parentheses, as generated views have them', () => {
    expect(parseExpression(`${'('.repeat(380)}a${' OR a)'.repeat(380)}`)).toBeDefined();
  });

  it('bounds fields and subscripts behind each other too', () => {
    expect(parseExpression(`a${'[1].b'.repeat(400)}`)).toBeDefined();
    expect(() => parseExpression(`a${'[1].b'.repeat(30_000)}`)).toThrow('too high');
    expect(() => parseExpression(`a${" AT TIME ZONE 'UTC'".repeat(10_000)}`)).toThrow('too high');
  });
});
