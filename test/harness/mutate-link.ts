import { seededRandom } from './seeded-random.ts';

export type Random = { below: (limit: number) => number; oneOf: <T>(list: readonly T[]) => T };

export function randomOf(seed: number): Random {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    oneOf: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('there is nothing to choose from');
      return found;
    },
  };
}

const CHARACTERS = Array.from('AZaz09-_.%=/+<>"\'()[]{} \n\u0000\u202e\ud800é🦊,:;#?&1e');

const changes: readonly ((text: string, random: Random) => string)[] = [
  (text, { below, oneOf }) => spliced(text, below(text.length), 1, oneOf(CHARACTERS)),
  (text, { below, oneOf }) => spliced(text, below(text.length), 0, oneOf(CHARACTERS)),
  (text, { below }) => spliced(text, below(text.length), 1 + below(3), ''),
  (text, { below }) => text.slice(0, below(text.length)),
  (text, { below }) => text.slice(below(text.length)),
  (text, { below }) => spliced(text, below(text.length), 0, text.slice(below(text.length)).slice(0, below(40))),
  (text, { below }) => spliced(text, below(20), 1, String(below(10))),
  (text, { below }) => {
    const at = below(text.length);
    return spliced(text, at, 1, text.charAt(at).toUpperCase());
  },
  (text, { below }) =>
    text.replaceAll(/[^A-Za-z0-9]/gu, (one) => (below(2) === 0 ? one : encodeURIComponent(one.toWellFormed()))),
  (text, { below, oneOf }) => text + Array.from({ length: below(5) }, () => oneOf(CHARACTERS)).join(''),
];

/** The text after one to three of the accidents that befall texts, and of the attempts on them. */
export function mutated(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(3); left > 0 && changed !== ''; left -= 1) changed = random.oneOf(changes)(changed, random);
  return changed;
}

function spliced(text: string, at: number, gone: number, come: string): string {
  return text.slice(0, at) + come + text.slice(at + gone);
}
