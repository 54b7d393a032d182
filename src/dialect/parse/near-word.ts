/** The one of `words` that is `word` with a letter too much, too few, another or two swapped; words of two letters are near to none. */
export function nearWord(word: string, words: readonly string[]): string | undefined {
  if (word.length < 3 || word.length > 40) return undefined;
  return words.find((candidate) => candidate.length > 2 && candidate !== word && isOneEdit(word, candidate));
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [restA, restB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
