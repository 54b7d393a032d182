export class PatternError extends Error {}

/** What stands for one character of the text: JavaScript's form (with the flag u) and RE2's. */
export type Forms = [js: string, re2: string];

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
const SCRIPTS = new Set([
  'Latin',
  'Greek',
  'Cyrillic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Arabic',
  'Hebrew',
  'Thai',
  'Devanagari',
  'Armenian',
  'Georgian',
]);
const CATEGORIES = /^(?:[LMNPSZC]|L[ulmot]|M[nce]|N[dlo]|P[cdseifo]|S[mcko]|Z[slp]|C[cfo])$/u;

const twice = (text: string): Forms => [text, text];

/** Reads the characters of a Java pattern, and the forms in which it writes a character or a class of them. */
export class PatternCursor {
  protected readonly chars: readonly string[];
  protected at = 0;

  constructor(pattern: string) {
    this.chars = Array.from(pattern);
  }

  protected ahead(count: number): string {
    return this.chars.slice(this.at, this.at + count).join('');
  }

  protected next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new PatternError('it ends too early');
    return char;
  }

  protected take(text: string): boolean {
    if (this.ahead(text.length) !== text) return false;
    this.at += text.length;
    return true;
  }

  protected until(end: string): string {
    const from = this.at;
    while (this.chars[this.at] !== end) {
      if (this.at >= this.chars.length) throw new PatternError(`"${end}" is missing`);
      this.at++;
    }
    return this.chars.slice(from, this.at++).join('');
  }

  private digits(form: RegExp, radix: number): string {
    const digits = form.exec(this.ahead(4))?.[0];
    if (digits === undefined) throw new PatternError('an escape lacks the digits of a character');
    this.at += digits.length;
    return codeText(digits, radix);
  }

  /** The character that an escape stands for, in a class or outside. */
  protected character(char: string): string {
    const control = CONTROLS[char];
    if (control !== undefined) return String.fromCodePoint(control);
    if (char === 'x') return this.take('{') ? codeText(this.until('}'), 16) : this.digits(/^[\da-f]{2}/iu, 16);
    if (char === 'u') return this.digits(/^[\da-f]{4}/iu, 16);
    if (char === '0') return this.digits(/^(?:[0-3][0-7]{2}|[0-7]{1,2})/u, 8);
    if (/[a-z0-9]/iu.test(char)) throw new PatternError(`\\${char} is not supported`);
    return char;
  }

  protected property(letter: string): Forms {
    const name = this.take('{') ? this.until('}') : this.next();
    if (CATEGORIES.test(name)) return twice(`\\${letter}{${name}}`);
    if (SCRIPTS.has(name)) return [`\\${letter}{Script=${name}}`, `\\${letter}{${name}}`];
    throw new PatternError(
      `\\${letter}{${name}} is not supported; write the characters as a class, such as [A-Za-z], or a category, such as \\p{L}`,
    );
  }

  /** What follows a `[`, to its end. */
  protected characterClass(): Forms {
    const parts: Forms[] = [];
    const negated = this.take('^') ? '^' : '';
    if (this.chars[this.at] === ']') throw new PatternError('a class is empty; write \\] for the bracket itself');
    let mayBegin = false;
    while (!this.take(']')) {
      if (this.take('-')) {
        const begins: boolean = mayBegin && !/^(?:\]|\\[dDwWsSpP])/u.test(this.ahead(2));
        parts.push(twice(begins ? '-' : '\\-'));
        if (begins) parts.push(this.classItem(this.next())[0]);
        mayBegin = false;
        continue;
      }
      const [part, isOne] = this.classItem(this.next());
      parts.push(part);
      mayBegin = isOne;
    }
    return [`[${negated}${parts.map(([js]) => js).join('')}]`, `[${negated}${parts.map(([, re2]) => re2).join('')}]`];
  }

  private classItem(char: string): [part: Forms, isOne: boolean] {
    if (char === '[')
      throw new PatternError('classes inside of classes are not supported; write one class, and \\[ for the bracket itself');
    if (char === '&' && this.chars[this.at] === '&')
      throw new PatternError('&& in a class is not supported; write the characters themselves');
    if (char !== '\\') return [twice(inClass(char)), true];
    const escaped = this.next();
    if (/[dDwWS]/u.test(escaped)) return [twice(`\\${escaped}`), false];
    if (escaped === 's') return [twice('\\t-\\r '), false];
    if (escaped === 'p' || escaped === 'P') return [this.property(escaped), false];
    return [twice(escaped === 'b' ? '\\x08' : inClass(this.character(escaped))), true];
  }
}

function inClass(char: string): string {
  return /[-\\\]^[]/u.test(char) ? `\\${char}` : char;
}

function codeText(digits: string, radix: number): string {
  const code = parseInt(digits, radix);
  if (!/^[\da-f]+$/iu.test(digits) || code > 0x10_ffff) throw new PatternError(`"${digits}" is no code of a character`);
  return String.fromCodePoint(code);
}
