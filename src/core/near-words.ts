const MOST_NEAR = 3;

/** Those of `words` that someone who wrote `wanted` may have meant, nearest first, at most three. */
export function nearWords(wanted: string, words: readonly string[]): string[] {
  const target = wanted.slice(0, 60).toLowerCase();
  return words
    .map((word) => {
      const far = slips(target, word.toLowerCase()) / Math.max(target.length, word.length, 1);
      return { word, far };
    })
    .filter(({ far }) => far <= 0.34)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, MOST_NEAR)
    .map(({ word }) => word);
}

/** How many letters were left out, added, changed or swapped with their neighbour. */
export function slips(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
