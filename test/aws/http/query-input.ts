type Tree = { [key: string]: Tree | string };

/**
 * The input of AWS's query protocols as its members: `Filter.1.Value.2=x` is `{Filter: [{Value: [undefined, 'x']}]}` with lists from 1,
 * and the `member` and `entry` of lists and maps are left out of the path.
 */
export function queryInput(body: URLSearchParams): Record<string, unknown> {
  const root: Tree = {};
  for (const [name, value] of body) {
    const path = name.split('.').filter((part) => part !== 'member' && part !== 'entry');
    let at = root;
    for (const part of path.slice(0, -1)) {
      const next = at[part];
      at = typeof next === 'object' ? next : (at[part] = {});
    }
    at[path.at(-1) ?? ''] = value;
  }
  const { Action: _action, Version: _version, ...input } = root;
  return listed(input) as Record<string, unknown>;
}

function listed(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const keys = Object.keys(tree);
  const isList = keys.length > 0 && keys.every((key) => /^\d+$/u.test(key));
  if (isList) return keys.toSorted((a, b) => Number(a) - Number(b)).map((key) => listed(tree[key] ?? ''));
  return Object.fromEntries(keys.map((key) => [key, listed(tree[key] ?? '')]));
}
