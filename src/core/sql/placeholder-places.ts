import type { Token } from './lexer.ts';

/** Functions whose arguments are separated by FROM. */
const FROM_WITHIN = new Set(['EXTRACT', 'SUBSTRING', 'TRIM', 'OVERLAY']);

/** Words behind which a table, view or database is named. FROM, IN and DESC are that in places only. */
const BEFORE_TABLE = new Set(['JOIN', 'TABLE', 'VIEW', 'INTO', 'DESCRIBE']);

const IN_SHOW = new Set(['IN', 'FOR', 'PARTITIONS']);

/** Words that may stand between such a word and the name. */
const BEFORE_NAME = new Set(['FORMATTED', 'EXTENDED', 'LATERAL', 'IF', 'NOT', 'EXISTS']);

const BEFORE_CONDITION = new Set(['WHERE', 'HAVING', 'ON', 'AND', 'OR', 'NOT', 'WHEN']);

const AFTER_CONDITION = new Set(
  'AND OR GROUP HAVING ORDER LIMIT OFFSET FETCH UNION EXCEPT INTERSECT WINDOW WHERE THEN ELSE WHEN END JOIN LEFT RIGHT INNER CROSS FULL NATURAL'.split(
    ' ',
  ),
);

/** Behind these, a comma parts no tables any more, and brackets hold more than a condition. */
const AFTER_FROM = new Set(
  'SELECT WITH VALUES WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH UNION EXCEPT INTERSECT WINDOW'.split(' '),
);

/** What stands within one pair of brackets, between CASE and END, or in the statement itself. */
type Frame = {
  kind: 'statement' | '(' | '[' | '{' | 'case';
  /** Its brackets close one of the functions of `FROM_WITHIN`. */
  fromWithin: boolean;
  /** It only groups a condition. */
  grouping: boolean;
  show: boolean;
  /** A comma goes on to the next table. */
  inFrom: boolean;
  /** How many BETWEENs wait for their AND. */
  between: number;
  /** What comes next may be a table's name. */
  table: boolean;
  /** What was last read belongs to a table's name, which a dot continues. */
  path: boolean;
  /** What comes next may begin a condition. */
  condition: boolean;
};

const NOTHING = {
  fromWithin: false,
  grouping: false,
  show: false,
  inFrom: false,
  between: 0,
  table: false,
  path: false,
  condition: false,
};

function newFrame(kind: Frame['kind'], rest: Partial<Frame> = {}): Frame {
  return { kind, ...NOTHING, ...rest };
}

/**
 * Reads a script's tokens in their order and knows, before each, what Trino's grammar has there: a table's name, the beginning of a
 * condition, or a value. Text that is no SQL gives some answer too.
 */
export class ReadingState {
  readonly #tokens: readonly Token[];
  #frames: Frame[] = [newFrame('statement')];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  namesTable(): boolean {
    return this.#frame.table;
  }

  besideDot(at: number): boolean {
    return this.#isOperator(at - 1, '.') || this.#isOperator(at + 1, '.');
  }

  /** Whether a condition begins at this token and is nothing but this token. */
  beginsCondition(at: number): boolean {
    return this.#frame.condition && this.#endsCondition(at + 1);
  }

  /** `INTERVAL '7' DAY`: no number can stand there. */
  wantsText(at: number): boolean {
    return this.#word(at - 1) === 'INTERVAL';
  }

  /** Goes past a token. */
  pass(at: number): void {
    const token = this.#tokens[at];
    if (token === undefined) return;
    if (token.kind === 'operator') return this.#passOperator(at, token.text);
    const word = this.#word(at);
    if (word === '' || this.#isOperator(at - 1, '.')) {
      const frame = this.#frame;
      Object.assign(frame, { path: frame.table, table: false, condition: false });
    } else this.#passWord(at, word);
  }

  #passOperator(at: number, text: string): void {
    const frame = this.#frame;
    if (text === ';') this.#frames = [newFrame('statement')];
    else if (text === '(' || text === '[' || text === '{') {
      const { table, condition } = frame;
      Object.assign(frame, { table: false, path: false, condition: false });
      const plain = text === '(';
      this.#frames.push(
        newFrame(text, {
          fromWithin: plain && FROM_WITHIN.has(this.#word(at - 1)),
          grouping: plain && condition,
          table: plain && table,
          inFrom: plain && table,
          condition: plain && condition,
        }),
      );
    } else if (text === ')' || text === ']' || text === '}') this.#close(text);
    else {
      const table = text === '.' ? frame.path : text === ',' && frame.inFrom;
      Object.assign(frame, { table, path: false, condition: false });
    }
  }

  #passWord(at: number, word: string): void {
    const frame = this.#frame;
    const began = this.#beginsStatement(at);
    if (began && word === 'SHOW') frame.show = true;
    if (word === 'CASE') {
      Object.assign(frame, { table: false, path: false, condition: false });
      this.#frames.push(newFrame('case', { grouping: this.#word(at + 1) !== 'WHEN' }));
      return;
    }
    if (word === 'END') {
      this.#close('case');
      return;
    }
    if (AFTER_FROM.has(word)) Object.assign(frame, { inFrom: false, grouping: frame.kind === 'case' && frame.grouping });
    const table = this.#beforeTable(at, word, began) || (frame.table && BEFORE_NAME.has(word));
    if (word === 'FROM' && table) frame.inFrom = !frame.show;
    if (word === 'BETWEEN') frame.between++;
    const condition = BEFORE_CONDITION.has(word) && this.#beforeCondition(frame, word);
    Object.assign(frame, { path: frame.table, table, condition });
  }

  #beforeTable(at: number, word: string, began: boolean): boolean {
    const frame = this.#frame;
    if (word === 'FROM') return !frame.fromWithin && this.#word(at - 1) !== 'DISTINCT';
    if (frame.show && IN_SHOW.has(word)) return true;
    return BEFORE_TABLE.has(word) || (word === 'DESC' && began);
  }

  #beforeCondition(frame: Frame, word: string): boolean {
    if (word === 'AND' && frame.between > 0) {
      frame.between--;
      return false;
    }
    // Behind `CASE x WHEN` stands a value.
    return word !== 'WHEN' || frame.kind !== 'case' || !frame.grouping;
  }

  #close(text: ')' | ']' | '}' | 'case'): void {
    const opening = { ')': '(', ']': '[', '}': '{', case: 'case' }[text];
    while (opening !== 'case' && this.#frame.kind === 'case') this.#frames.pop();
    if (this.#frame.kind === opening) this.#frames.pop();
    Object.assign(this.#frame, { table: false, path: false, condition: false });
  }

  /** Goes past the brackets that only group the condition, and looks at what follows. */
  #endsCondition(next: number): boolean {
    let at = next;
    for (let depth = this.#frames.length - 1; ; depth--, at++) {
      const token = this.#tokens[at];
      const grouped = this.#frames[depth]?.kind === '(' && this.#frames[depth]?.grouping === true;
      if (token === undefined || token.kind === 'parameter') return true;
      if (token.kind === 'word') return AFTER_CONDITION.has(token.text.toUpperCase());
      if (token.kind !== 'operator') return false;
      if (token.text === ';') return true;
      if (token.text === ',') return !grouped;
      if (token.text !== ')') return false;
      if (!grouped) return true;
    }
  }

  #beginsStatement(at: number): boolean {
    return this.#frames.length === 1 && (at === 0 || this.#isOperator(at - 1, ';'));
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? newFrame('statement');
  }

  #word(at: number): string {
    const token = this.#tokens[at];
    return token?.kind === 'word' ? token.text.toUpperCase() : '';
  }

  #isOperator(at: number, text: string): boolean {
    const token = this.#tokens[at];
    return token?.kind === 'operator' && token.text === text;
  }
}
