import { distance } from 'fastest-levenshtein';

/** Those of `names` that someone who wrote `wanted` may have meant, nearest first, at most three. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const target = wanted.slice(0, 200).toLocaleLowerCase('en-US');
  return names
    .map((name) => {
      const candidate = name.slice(0, 200).toLocaleLowerCase('en-US');
      const contained = target !== '' && (candidate.includes(target) || target.includes(candidate));
      return { name, far: contained ? 0 : distance(target, candidate) / Math.max(target.length, candidate.length, 1) };
    })
    .filter(({ far }) => far <= 0.5)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** "Did you mean …?" with near names, else those there are, else that there are none. `what` is a plural: "workflows". */
export function suggestion(wanted: string, names: readonly string[], what: string): string {
  const near = nearNames(wanted, names);
  if (near.length > 0) return `Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  if (names.length === 0) return `There are no ${what}.`;
  const some = names.slice(0, 5).map((name) => `"${name.slice(0, 80)}"`);
  return `The ${what} are ${some.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}
