import { UnreadableFileError } from './unreadable-file-error.ts';

type Problem = 'unclosed quote' | 'text after a quote' | 'too many values';

const WORDS: Record<Problem, [one: string, many: string]> = {
  'unclosed quote': ['has a quote that never closes', 'have a quote that never closes'],
  'text after a quote': ['has text behind a closing quote', 'have text behind a closing quote'],
  'too many values': ['has more values than there are columns', 'have more values than there are columns'],
};

const MAX_BAD_LINES = 1000;

/** Which lines of a file can be read, as byte ranges, and what was wrong with the others. */
export class LineLog {
  readonly ranges: [from: number, to: number][] = [];
  private from = 0;
  private readonly skip: number;
  private readonly badLines = new Map<Problem, number[]>();
  private badCount = 0;
  private shortLines = 0;
  private firstShort = 0;

  constructor(skip: number) {
    this.skip = skip;
  }

  /** The data begin here. */
  start(at: number): void {
    this.from = at;
  }

  end(at: number): void {
    this.close(at);
  }

  short(line: number): void {
    this.shortLines++;
    this.firstShort ||= line;
  }

  /** The line in [from, to) is left out. Throws once there are so many that the file is no CSV. */
  bad(line: number, problem: Problem, from: number, to: number): void {
    this.close(from);
    this.from = to;
    const lines = this.badLines.get(problem) ?? [];
    lines.push(line);
    this.badLines.set(problem, lines);
    this.badCount++;
    if (this.badCount > MAX_BAD_LINES)
      throw new UnreadableFileError(`more than ${MAX_BAD_LINES} lines cannot be read; ${this.worst()}`);
  }

  refuseIfHopeless(rows: number): void {
    if (this.badCount > rows)
      throw new UnreadableFileError(`${this.badCount} of its ${rows + this.badCount} lines cannot be read; ${this.worst()}`);
  }

  notes(): string[] {
    const notes = [...this.badLines].map(([problem, lines]) => {
      const [one, many] = WORDS[problem];
      const shown = lines.slice(0, 5).join(', ');
      return lines.length === 1
        ? `Line ${shown} ${one} and is left out`
        : `${lines.length} lines ${many} and are left out: ${shown}${lines.length > 5 ? ' …' : ''}`;
    });
    if (this.shortLines > 0)
      notes.push(
        `${this.shortLines} ${this.shortLines === 1 ? 'line has' : 'lines have'} fewer values than there are columns; the rest of the line is empty (line ${this.firstShort} first)`,
      );
    return notes;
  }

  private close(to: number): void {
    if (to > this.from) this.ranges.push([this.from + this.skip, to + this.skip]);
  }

  private worst(): string {
    const [problem, lines] = [...this.badLines].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [
      'too many values' as const,
      [1],
    ];
    return `line ${lines[0]} ${WORDS[problem][0]}. Mend the file, or export it again`;
  }
}
