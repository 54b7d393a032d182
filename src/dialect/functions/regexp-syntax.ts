import { PatternCursor, PatternError } from './regexp-cursor.ts';

/**
 * A pattern in Java's syntax as JavaScript's, and as RE2's where RE2 means the same. Source: the regular expressions page of Trino's
 * documentation and `java.util.regex.Pattern`. Trino reads `.` and `$` with `\n` as the only end of a line.
 */
export type Pattern = {
  /** For `new RegExp(source, flags)`. Group n of the pattern is the group named `g<n>`. */
  source: string;
  flags: string;
  groups: number;
  names: ReadonlyMap<string, number>;
  /** Left out where RE2 can't. */
  re2?: Re2;
  /** It has `\b` or `\B`, which may match nothing at all even where the pattern does not match an empty text. */
  edges: boolean;
};

/** Throws `PatternError` for what is no pattern, or none that can be had here, with what to write instead. */
export function readPattern(pattern: string): Pattern {
  const reader = new PatternReader(pattern);
  reader.read();
  return reader.result();
}

/**
 * RE2 knows no `$` that stands before a line's end at the end of the text too. `finds` may consume that line's end, which is good
 * enough to ask whether there is a match; `matches` is right for texts that do not end in `\n`, and for all without `hasEnd`.
 */
export type Re2 = { finds: string; matches: string; hasEnd: boolean };

/** Where a `$` stands. */
const END = Symbol('$');

type Open = { js: string; start: number; flags: Flags; scoped: number };
type Flags = { i: boolean; m: boolean; s: boolean };

const SYNTAX = /[$()*+.?[\\\]^{|}]/u;
class PatternReader extends PatternCursor {
  private readonly js: string[] = [];
  private readonly re2: (string | typeof END)[] = [];
  private readonly open: Open[] = [];
  private flags: Flags = { i: false, m: false, s: false };
  /** How many `(?i:` stand open in the group that is read. */
  private scoped = 0;
  private ignoreCase = false;
  private groups = 0;
  private helpers = 0;
  private readonly names = new Map<string, number>();
  private readonly references: { index: number; name: string }[] = [];
  private re2Knows = true;
  private edges = false;
  /** Where in `js` the last atom begins, which a quantifier repeats. */
  private atom: number | undefined;

  read(): void {
    while (this.at < this.chars.length) this.item();
    if (this.open.length > 0) throw new PatternError('a "(" is not closed');
  }

  result(): Pattern {
    for (const { index, name } of this.references) {
      const group = this.names.get(name);
      if (group === undefined) throw new PatternError(`there is no group <${name}>`);
      this.js[index] = `\\k<g${group}>`;
    }
    return {
      source: this.js.join('') + ')'.repeat(this.scoped),
      flags: this.ignoreCase ? 'iu' : 'u',
      groups: this.groups,
      names: this.names,
      ...(this.re2Knows && {
        re2: { finds: this.re2With('(?:\\n?\\z)'), matches: this.re2With('\\z'), hasEnd: this.re2.includes(END) },
      }),
      edges: this.edges,
    };
  }

  private re2With(end: string): string {
    return this.re2.map((part) => (part === END ? end : part)).join('');
  }

  private item(): void {
    const char = this.next();
    if (char === '\\') return this.escape();
    if (char === '[') return this.both(...this.characterClass());
    if (char === '(') return this.group();
    if (char === ')') return this.close();
    if (char === '|') return this.alternative();
    if (char === '.') return this.both(this.flags.s ? '[\\s\\S]' : '[^\\n]', '.');
    if (char === '^') return this.lineStart();
    if (char === '$') return this.lineEnd();
    if (char === '*' || char === '+' || char === '?') return this.quantifier(char);
    if (char === '{') return this.braces();
    this.literal(char);
  }

  private both(js: string, re2: string | typeof END = js): void {
    this.atom = this.js.length;
    this.js.push(js);
    this.re2.push(re2);
  }

  private hostOnly(js: string): void {
    this.re2Knows = false;
    this.both(js, '');
  }

  private literal(char: string): void {
    this.both(SYNTAX.test(char) ? `\\${char}` : char);
  }

  private lineStart(): void {
    if (this.flags.m) return this.hostOnly('(?:^|(?<=\\n)(?=[\\s\\S]))');
    this.both('^', '\\A');
  }

  private lineEnd(): void {
    if (this.flags.m) return this.hostOnly('(?=\\n|$)');
    this.both('(?=\\n?$)', END);
  }

  private alternative(): void {
    this.js.push(`${')'.repeat(this.scoped)}|${'(?i:'.repeat(this.scoped)}`);
    this.re2.push('|');
    this.atom = undefined;
  }

  private braces(): void {
    const end = this.chars.indexOf('}', this.at);
    const inside = end < 0 ? '' : this.chars.slice(this.at, end).join('');
    if (!/^\d{1,6}(?:,\d{0,6})?$/u.test(inside)) return this.literal('{');
    this.at = end + 1;
    if (inside.split(',').some((count) => Number(count) > 1000)) this.re2Knows = false;
    this.quantifier(`{${inside}}`);
  }

  private quantifier(sign: string): void {
    const start = this.atom;
    if (start === undefined) throw new PatternError(`"${sign}" has nothing to repeat`);
    if (this.take('+')) {
      const atom = this.js.splice(start).join('');
      const helper = `p${++this.helpers}`;
      this.hostOnly(`(?=(?<${helper}>${atom}${sign}))\\k<${helper}>`);
      this.renumberReferences(start);
    } else {
      const lazy = this.take('?') ? '?' : '';
      this.js.push(sign + lazy);
      this.re2.push(sign + lazy);
    }
    this.atom = undefined;
  }

  /** A reference by name inside of an atom that was joined to one text can't be filled in any more. */
  private renumberReferences(start: number): void {
    if (this.references.some(({ index }) => index >= start))
      throw new PatternError('write \\1 for \\k<name> before a possessive quantifier');
  }

  private group(): void {
    const opened = (js: string, re2: string | undefined, closing = ')'): void => {
      this.open.push({ js: closing, start: this.js.length, flags: { ...this.flags }, scoped: this.scoped });
      this.scoped = 0;
      this.js.push(js);
      if (re2 === undefined) this.re2Knows = false;
      else this.re2.push(re2);
      this.atom = undefined;
    };
    if (!this.take('?')) {
      this.groups++;
      return opened(`(?<g${this.groups}>`, '(');
    }
    if (this.take(':')) return opened('(?:', '(?:');
    for (const look of ['=', '!', '<=', '<!']) if (this.take(look)) return opened(`(?${look}`, undefined);
    if (this.take('>')) {
      const helper = `p${++this.helpers}`;
      return opened(`(?=(?<${helper}>`, undefined, `))\\k<${helper}>`);
    }
    if (this.take('<')) {
      const name = this.until('>');
      if (!/^[a-z]\w*$/iu.test(name)) throw new PatternError(`"${name}" is no name of a group`);
      this.names.set(name, ++this.groups);
      return opened(`(?<g${this.groups}>`, `(?P<${name}>`);
    }
    this.inlineFlags(opened);
  }

  private inlineFlags(opened: (js: string, re2: string | undefined, closing?: string) => void): void {
    const match = /^([a-z]*)(?:-([a-z]+))?([:)])/iu.exec(this.chars.slice(this.at, this.at + 12).join(''));
    const [whole = '', on = '', off = '', end] = match ?? [];
    if (!match || /[^ims]/u.test(on + off)) throw new PatternError('of the flags only (?i), (?m) and (?s) are supported');
    if (off.includes('i')) throw new PatternError('(?-i) is not supported; begin (?i: … ) where it shall hold');
    const first = this.at === 2 && end === ')';
    this.at += whole.length;
    const flags = { ...this.flags };
    for (const flag of on) flags[flag as keyof Flags] = true;
    for (const flag of off) flags[flag as keyof Flags] = false;
    const re2 = `(?${on.replace('m', '')}${off === '' ? '' : `-${off.replace('m', '')}`}`.replace(/-$/u, '');
    if (end === ':') {
      opened(on.includes('i') && !this.ignoreCase ? '(?i:' : '(?:', `${re2}:`);
      this.flags = flags;
      return;
    }
    this.flags = flags;
    this.re2.push(re2 === '(?' ? '' : `${re2})`);
    if (on.includes('i') && first) this.ignoreCase = true;
    else if (on.includes('i') && !this.ignoreCase) {
      this.js.push('(?i:');
      this.scoped++;
    }
    this.atom = undefined;
  }

  private close(): void {
    const group = this.open.pop();
    if (!group) throw new PatternError('a ")" has no "("');
    this.js.push(')'.repeat(this.scoped) + group.js);
    this.re2.push(')');
    this.flags = group.flags;
    this.scoped = group.scoped;
    this.atom = group.start;
  }

  private escape(): void {
    const char = this.next();
    if (/[dDwW]/u.test(char)) return this.both(`\\${char}`);
    if (char === 's') return this.both('[\\t-\\r ]', '[\\t-\\r ]');
    if (char === 'S') return this.both('[^\\t-\\r ]');
    if (char === 'b' || char === 'B') {
      this.edges = true;
      return this.both(`\\${char}`);
    }
    if (char === 'A') return this.both('(?<![\\s\\S])', '\\A');
    if (char === 'z') return this.both('(?![\\s\\S])', '\\z');
    if (char === 'Z') return this.hostOnly('(?=\\n?(?![\\s\\S]))');
    if (char === 'Q') return this.quotedText();
    if (char === 'k') return this.namedReference();
    if (/[1-9]/u.test(char)) return this.reference(char);
    if (char === 'p' || char === 'P') return this.both(...this.property(char));
    this.literal(this.character(char));
  }

  private quotedText(): void {
    while (this.at < this.chars.length && !this.take('\\E')) this.literal(this.next());
  }

  private reference(first: string): void {
    let group = Number(first);
    while (/\d/u.test(this.chars[this.at] ?? '') && group * 10 + Number(this.chars[this.at]) <= this.groups)
      group = group * 10 + Number(this.next());
    if (group > this.groups) throw new PatternError(`there is no group ${group} before \\${group}`);
    this.hostOnly(`\\k<g${group}>`);
  }

  private namedReference(): void {
    if (!this.take('<')) throw new PatternError('\\k needs a <name>');
    this.references.push({ index: this.js.length, name: this.until('>') });
    this.hostOnly('');
  }
}
