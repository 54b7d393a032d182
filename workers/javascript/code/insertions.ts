/** What was put into each line (1-based): at which column (1-based) of the code as it was, and how many characters. */
export type Shifts = { [line: number]: [column: number, length: number][] };

/** Text put into code without moving a line. Offsets are into the code as it was. */
export class Insertions {
  readonly #code: string;
  readonly #parts: { at: number; text: string }[] = [];

  constructor(code: string) {
    this.#code = code;
  }

  /** At one place, what is added first comes first. */
  add(at: number, text: string): void {
    this.#parts.push({ at, text });
  }

  /** The code with what was put in, and what that moved. */
  apply(): { code: string; shifts: Shifts } {
    const parts = this.#parts.toSorted((a, b) => a.at - b.at);
    let code = '';
    let done = 0;
    for (const { at, text } of parts) {
      code += this.#code.slice(done, at) + text;
      done = at;
    }
    return { code: code + this.#code.slice(done), shifts: this.#shifts(parts) };
  }

  #shifts(parts: { at: number; text: string }[]): Shifts {
    const shifts: Shifts = {};
    let line = 1;
    let lineStart = 0;
    for (const { at, text } of parts) {
      for (let next = this.#code.indexOf('\n', lineStart); next !== -1 && next < at; next = this.#code.indexOf('\n', lineStart)) {
        line += 1;
        lineStart = next + 1;
      }
      (shifts[line] ??= []).push([at - lineStart + 1, text.length]);
    }
    return shifts;
  }
}

/** The column (1-based) in the code as it was of one in the code with what was put in. */
export function originalColumn(shifts: Shifts, line: number, column: number): number {
  let original = column;
  for (const [at, length] of shifts[line] ?? []) if (original > at) original = Math.max(at, original - length);
  return original;
}
