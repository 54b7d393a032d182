import type { QualifiedName, Query } from '../../../src/dialect/ast.ts';

/**
 * The tables that a tree of the dialect names, in the order of the text; what the tree itself gives a name in WITH is none where that
 * name holds.
 */
export function treeTables(tree: object): QualifiedName[] {
  const found: QualifiedName[] = [];
  const waiting: { node: unknown; named: ReadonlySet<string> }[] = [{ node: tree, named: new Set() }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, named } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const each of node) waiting.push({ node: each, named });
      continue;
    }
    const name = tableName(node);
    if (name !== undefined && !isNamed(name, named)) found.push(name);
    if ('with' in node && Array.isArray(node.with) && node.with.length > 0) pushQuery(node as Query, named, waiting);
    else for (const value of Object.values(node)) waiting.push({ node: value, named });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** A name of WITH holds in what comes after it, and in itself where it is recursive. */
function pushQuery(query: Query, outer: ReadonlySet<string>, waiting: { node: unknown; named: ReadonlySet<string> }[]): void {
  const { with: list, ...rest } = query;
  let named = outer;
  for (const { name, query: inner } of list) {
    const after = new Set([...named, keyOf(name.text)]);
    waiting.push({ node: inner, named: query.recursive ? after : named });
    named = after;
  }
  waiting.push({ node: Object.values(rest), named });
}

function tableName(node: object): QualifiedName | undefined {
  const isTable =
    ('relation' in node && node.relation === 'table') ||
    ('node' in node && node.node === 'table') ||
    ('statement' in node && node.statement === 'show_columns');
  if (!isTable) return undefined;
  if ('table' in node) return node.table as QualifiedName;
  return 'name' in node ? (node.name as QualifiedName) : undefined;
}

function isNamed({ parts }: QualifiedName, named: ReadonlySet<string>): boolean {
  const [only, more] = parts;
  return only !== undefined && more === undefined && named.has(keyOf(only.text));
}

const keyOf = (name: string): string => name.toLowerCase();
