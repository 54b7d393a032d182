const NAMES: Record<string, string> = { string: 'varchar', int: 'integer', float: 'real', binary: 'varbinary' };

/** Longer ones are given as they are. */
const MAX_TEXT = 20_000;

/** The type in queries of what a catalog calls `map<string,decimal(18,2)>`: `map(varchar, decimal(18,2))`. Unknown words stay. */
export function trinoTypeOfHive(text: string): string {
  if (text.length > MAX_TEXT) return text;
  const reader = new HiveType(text.trim().toLowerCase());
  return reader.type();
}

class HiveType {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  type(): string {
    const name = this.#take(/[^<>,:()]*/uy).trim();
    if (this.#next('(')) return `${NAMES[name] ?? name}${this.#take(/\([^)]*\)/uy).replaceAll(' ', '')}`;
    if (!this.#next('<')) return NAMES[name] ?? name;
    this.#at++;
    const parts: string[] = [];
    while (this.#at < this.#text.length && !this.#next('>')) {
      const before = this.#at;
      if (name === 'struct' || name === 'row') {
        const field = this.#take(/[^:<>,]*/uy).trim();
        if (this.#next(':')) this.#at++;
        parts.push(`${field} ${this.type()}`);
      } else parts.push(this.type());
      if (this.#next(',')) this.#at++;
      // A text that is no type is given back as far as it was read.
      if (this.#at === before) break;
    }
    if (this.#next('>')) this.#at++;
    return `${name === 'struct' ? 'row' : name}(${parts.join(', ')})`;
  }

  #next(char: string): boolean {
    return this.#text[this.#at] === char;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}
