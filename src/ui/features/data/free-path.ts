/** `data/costs.csv`, or `data/costs-2.csv` where that is taken: an upload overwrites nothing. */
export function freePath(path: string, taken: readonly string[]): string {
  const used = new Set(taken);
  if (!used.has(path)) return path;
  const slash = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', slash + 1);
  const [stem, ending] = dot === -1 ? [path, ''] : [path.slice(0, dot), path.slice(dot)];
  for (let number = 2; ; number += 1) {
    const candidate = `${stem}-${number}${ending}`;
    if (!used.has(candidate)) return candidate;
  }
}
