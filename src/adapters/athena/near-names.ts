import { distance } from 'fastest-levenshtein';

/** Those of `names` that `wanted` may have meant, nearest first, three at most. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const target = wanted.slice(0, 200).toLowerCase();
  return names
    .map((name) => {
      const candidate = name.slice(0, 200).toLowerCase();
      const contained = target.length > 2 && (candidate.includes(target) || target.includes(candidate));
      return { name, far: contained ? 0.2 : distance(target, candidate) / Math.max(target.length, candidate.length, 1) };
    })
    .filter(({ far }) => far <= 0.4)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
