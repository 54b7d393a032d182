const LONGEST = 200;
/** Ways in which the parts of a pattern can share a text between them, at most. */
const MOST_WAYS = 256;
/** Of one quantifier with an end. */
const MOST_REPEATS = 100;

/**
 * Whether a regular expression of somebody else may be run in the page: one that a text can't make run for minutes, since it has at
 * most one part without an end, which stands at the beginning of the text, and few ways to try the rest. False for many that would be
 * quick, too: no look-around, no reference back, nothing that repeats what repeats.
 */
export function isCheapPattern(pattern: string): boolean {
  if (pattern.length > LONGEST) return false;
  try {
    void new RegExp(pattern, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  const reader = new PatternReader(pattern);
  const cost = reader.alternatives();
  return (
    cost !== undefined && cost.ways <= MOST_WAYS && (cost.endless === 0 || (cost.endless === 1 && /^\^[^|]*$/u.test(pattern)))
  );
}

/** `ways` in which it can match at one place; `fixed`: always as many characters, in one way. */
type Cost = { ways: number; endless: number; fixed: boolean };

type Quantifier = { least: number; most: number };

const ONE: Cost = { ways: 1, endless: 0, fixed: true };

/** Reads a pattern that the browser has taken; undefined where it holds what is never cheap. */
class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  alternatives(): Cost | undefined {
    let sum: Cost | undefined;
    do {
      const cost = this.#sequence();
      if (cost === undefined) return undefined;
      sum = sum === undefined ? cost : { ways: sum.ways + cost.ways, endless: sum.endless + cost.endless, fixed: false };
    } while (this.#take('|'));
    return sum;
  }

  #sequence(): Cost | undefined {
    let product = ONE;
    while (this.#at < this.#text.length && !'|)'.includes(this.#text.charAt(this.#at))) {
      const atom = this.#atom();
      const cost = atom && quantified(atom, this.#quantifier());
      if (cost === undefined) return undefined;
      product = {
        ways: product.ways * cost.ways,
        endless: product.endless + cost.endless,
        fixed: product.fixed && cost.fixed,
      };
    }
    return product;
  }

  #atom(): Cost | undefined {
    if (this.#take('(')) return this.#group();
    const atom = /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)|.)/su.exec(
      this.#text.slice(this.#at),
    )?.[0];
    if (atom === undefined || /^\\[1-9k]/u.test(atom)) return undefined;
    this.#at += atom.length;
    return ONE;
  }

  #group(): Cost | undefined {
    if (this.#take('?') && !this.#take(':')) return undefined;
    const cost = this.alternatives();
    this.#take(')');
    return cost;
  }

  #quantifier(): Quantifier {
    const [found, mark = '', least = '', comma, most = ''] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/u.exec(this.#text.slice(this.#at)) ?? [];
    if (found === undefined) return { least: 1, most: 1 };
    this.#at += found.length;
    if (mark !== '') return { least: mark === '+' ? 1 : 0, most: mark === '?' ? 1 : Infinity };
    const end = most === '' ? (comma === ',' ? Infinity : Number(least)) : Number(most);
    return { least: Number(least), most: end };
  }

  #take(character: string): boolean {
    const taken = this.#text.charAt(this.#at) === character;
    if (taken) this.#at += 1;
    return taken;
  }
}

function quantified(atom: Cost, { least, most }: Quantifier): Cost | undefined {
  if (least === 1 && most === 1) return atom;
  if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS)) return undefined;
  const fixed = atom.fixed && least === most;
  if (most === Infinity) return atom.fixed && atom.ways === 1 ? { ways: 1, endless: 1, fixed } : undefined;
  if (most > 1 && !atom.fixed) return undefined;
  return { ways: atom.ways * (most - least + 1), endless: atom.endless, fixed };
}
