import { javaDouble } from './double-digits.ts';

class JsonError extends Error {}

/** Thrown where a text is no JSON. It is made once: a column may have many such texts. */
const NOT_JSON = new JsonError('This is no JSON');

export type JsonNumber = { number: string };
/** A value of JSON; numbers keep their digits. */
export type JsonTree = null | boolean | string | JsonNumber | JsonTree[] | Map<string, JsonTree>;

const MAX_DEPTH = 1000;
const WORD = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/u;
const SPECIAL = /[\\\u0000-\u001F]/u;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Letters, digits, `+`, `-`, `.` and what makes a number or word of them wrong. */
function inWord(code: number): boolean {
  const isDigit = code >= 48 && code <= 57;
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isDigit || isLetter || code === 45 || code === 46 || code === 43 || code === 95;
}

/** Reads a text from left to right, so that what was looked for is found before the rest is read. Every method throws `NOT_JSON`. */
export class JsonReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next character that is no blank; '' at the end. */
  peek(): string {
    let char = this.text.charAt(this.at);
    while (char === ' ' || char === '\n' || char === '\t' || char === '\r') char = this.text.charAt(++this.at);
    return char;
  }

  end(): void {
    if (this.peek() !== '') throw NOT_JSON;
  }

  /** Calls `member` at each value of the object that begins here; it reads the value, or returns something, which ends the reading. */
  object<T>(member: (key: string) => T | undefined): T | undefined {
    return this.members('}', () => {
      const key = this.string();
      if (this.peek() !== ':') throw NOT_JSON;
      this.at++;
      return member(key);
    });
  }

  array<T>(element: (index: number) => T | undefined): T | undefined {
    let index = 0;
    return this.members(']', () => element(index++));
  }

  private members<T>(end: string, member: () => T | undefined): T | undefined {
    this.at++;
    if (++this.depth > MAX_DEPTH) throw NOT_JSON;
    if (this.peek() === end) this.at++;
    else
      for (;;) {
        const found = member();
        if (found !== undefined) return found;
        const char = this.peek();
        this.at++;
        if (char === end) break;
        if (char !== ',') throw NOT_JSON;
      }
    this.depth--;
    return undefined;
  }

  skip(): undefined {
    const char = this.peek();
    if (char === '{') this.object(() => this.skip());
    else if (char === '[') this.array(() => this.skip());
    else if (char === '"') this.string();
    else this.word();
  }

  string(): string {
    if (this.peek() !== '"') throw NOT_JSON;
    const from = this.at + 1;
    const end = this.text.indexOf('"', from);
    const text = end < 0 ? '\\' : this.text.slice(from, end);
    if (SPECIAL.test(text)) return this.escapedString(from);
    this.at = end + 1;
    return text;
  }

  private escapedString(from: number): string {
    this.at = from;
    let text = '';
    for (;;) {
      const char = this.text.charAt(this.at++);
      if (char === '"') return text;
      if (char < ' ') throw NOT_JSON;
      text += char === '\\' ? this.escape() : char;
    }
  }

  private escape(): string {
    const char = this.text.charAt(this.at++);
    if (char !== 'u') {
      const escaped = ESCAPES[char];
      if (escaped === undefined) throw NOT_JSON;
      return escaped;
    }
    const digits = this.text.slice(this.at, this.at + 4);
    if (!/^[\da-f]{4}$/iu.test(digits)) throw NOT_JSON;
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  /** A number, `true`, `false` or `null` as it is written. */
  word(): string {
    this.peek();
    const from = this.at;
    while (inWord(this.text.charCodeAt(this.at))) this.at++;
    const word = this.text.slice(from, this.at);
    if (!WORD.test(word)) throw NOT_JSON;
    return word;
  }

  /** The value without blanks; `sorted` orders the keys and keeps the last value of each, as JSON that is parsed does. */
  copy(sorted: boolean): string {
    const char = this.peek();
    if (char === '"') return jsonText(this.string());
    if (char === '[') {
      const items: string[] = [];
      this.array(() => void items.push(this.copy(sorted)));
      return `[${items.join(',')}]`;
    }
    if (char !== '{') return canonicalWord(this.word());
    const members: [key: string, value: string][] = [];
    this.object((key) => void members.push([key, this.copy(sorted)]));
    const kept = sorted ? [...new Map(members)].toSorted(([a], [b]) => (a < b ? -1 : 1)) : members;
    return `{${kept.map(([key, value]) => `${jsonText(key)}:${value}`).join(',')}}`;
  }

  tree(): JsonTree {
    const char = this.peek();
    if (char === '"') return this.string();
    if (char === '[') {
      const items: JsonTree[] = [];
      this.array(() => void items.push(this.tree()));
      return items;
    }
    if (char === '{') {
      const members = new Map<string, JsonTree>();
      this.object((key) => void members.set(key, this.tree()));
      return members;
    }
    const word = this.word();
    if (word === 'null') return null;
    return word === 'true' || word === 'false' ? word === 'true' : { number: word };
  }
}

/** Whole numbers keep all digits; others become doubles, as Trino reads them. */
export function canonicalWord(word: string): string {
  if (word === '-0') return '0';
  return /[.eE]/u.test(word) && !/^[tf]/u.test(word) ? javaDouble(Number(word)) : word;
}

/** A text as JSON writes it: nothing beyond ASCII is escaped. */
export function jsonText(text: string): string {
  return `"${text.replace(/["\\\u0000-\u001F]/gu, escaped)}"`;
}

const SHORT: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  return SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function treeText(tree: JsonTree): string {
  if (tree === null || typeof tree === 'boolean') return String(tree);
  if (typeof tree === 'string') return jsonText(tree);
  if (Array.isArray(tree)) return `[${tree.map(treeText).join(',')}]`;
  if (tree instanceof Map) return `{${[...tree].map(([key, value]) => `${jsonText(key)}:${treeText(value)}`).join(',')}}`;
  return canonicalWord(tree.number);
}

/** What `read` makes of the text; `otherwise` where it is no JSON. */
export function readJson<T>(text: string, read: (reader: JsonReader) => T, otherwise: T): T {
  try {
    return read(new JsonReader(text));
  } catch (error) {
    if (error instanceof JsonError) return otherwise;
    throw error;
  }
}

/** The text as json_parse gives it: no blanks, keys in order. Undefined for a text that is no JSON. */
export function canonicalJson(text: string): string | undefined {
  return readJson<string | undefined>(
    text,
    (reader) => {
      const copy = reader.copy(true);
      reader.end();
      return copy;
    },
    undefined,
  );
}
