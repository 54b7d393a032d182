/** How many nodes may stand below each other, so that whoever walks the tree by recursion keeps within the stack. */
export const HEIGHT_LIMIT = 1600;

/**
 * Where the tree is higher than the limit: the offset of the first node below it, else nothing. The left sides of a chain of
 * operators, set operations or joins count as one node: a chain may be as long as it likes, and is walked in a loop.
 */
export function tooHighAt(tree: object): number | undefined {
  const waiting: { part: object; height: number }[] = [{ part: tree, height: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, height } = next;
    if (height > HEIGHT_LIMIT && 'at' in part && typeof part.at === 'number') return part.at;
    const below = height + ('at' in part ? 1 : 0);
    const chain = isChain(part);
    for (const [key, child] of Object.entries(part) as [string, unknown][]) {
      if (typeof child !== 'object' || child === null) continue;
      waiting.push({ part: child, height: chain && key === 'left' ? height : below });
    }
  }
  return undefined;
}

function isChain(part: object): boolean {
  if ('relation' in part) return part.relation === 'join';
  return 'node' in part && (part.node === 'binary' || part.node === 'set');
}
