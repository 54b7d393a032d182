import type { ValueShape } from './value-shape.ts';

/** How the numbers of a column are to be read; AWS's own way (points, no separators) is `{}`. */
export type NumberReading = { comma?: true; groups?: '.' | ',' };

/** Why they can't: points and commas contradict each other, or every comma may be either (`1,250`). */
export type UnclearNumbers = 'mixed' | 'doubtful';

/** What the other columns of the file prove of its commas: that they mark decimals, or that they part thousands. */
export type FileMarks = 'decimals' | 'thousands' | undefined;

/** How the numbers of a column mark decimals and thousands, counted. */
export class NumberMarks {
  /** Values with one comma, or one point, and how many of them may have it for thousands: `1,250`, `1.250`. */
  private commas = 0;
  private commaTriples = 0;
  private points = 0;
  private pointTriples = 0;
  /** Values that prove separators of thousands: `1.234,56` and `1.234.567`; `1,234.56` and `1,234,567`. */
  private pointGroups = 0;
  private commaGroups = 0;
  /** Digits before the mark of the largest value that may have it for thousands. */
  private tripleWhole = 0;

  take(shape: ValueShape): void {
    if (shape.groups === '.') this.pointGroups++;
    else if (shape.groups === ',') this.commaGroups++;
    else if (shape.comma) {
      this.commas++;
      if (shape.triple) this.commaTriples++;
    } else if (shape.kind === 'decimal') {
      this.points++;
      if (shape.triple) this.pointTriples++;
    }
    if (shape.triple && shape.whole > this.tripleWhole) this.tripleWhole = shape.whole;
  }

  /** Values that are not written as AWS and FOCUS write them. */
  get odd(): number {
    return this.commas + this.pointGroups + this.commaGroups;
  }

  /** Every comma has three digits behind it, and no value proves what that means. */
  get mayBeThousands(): boolean {
    return this.commas > 0 && this.commas === this.commaTriples && this.pointGroups === 0 && this.commaGroups === 0;
  }

  get provesDecimalCommas(): boolean {
    return this.commas > this.commaTriples || this.pointGroups > 0;
  }

  get provesDecimalPoints(): boolean {
    return this.points > this.pointTriples || this.commaGroups > 0;
  }

  get provesCommaGroups(): boolean {
    return this.commaGroups > 0;
  }

  reading(file: FileMarks): NumberReading | UnclearNumbers {
    if (this.odd === 0) return {};
    if (this.provesDecimalCommas && this.provesDecimalPoints) return 'mixed';
    if (this.pointGroups > 0) return { comma: true, groups: '.' };
    if (this.commaGroups > 0) return { groups: ',' };
    if (this.points > 0) return 'mixed';
    if (this.provesDecimalCommas || file === 'decimals') return { comma: true };
    return file === 'thousands' ? { groups: ',' } : 'doubtful';
  }

  /** Digits before the point of the largest value, `whole` by the shapes, where separators of thousands are read as such. */
  wholeOf(reading: NumberReading, whole: number): number {
    return reading.groups === undefined ? whole : Math.max(whole, this.tripleWhole + 3);
  }
}

/** What the columns of numbers prove together; nothing where they contradict each other. */
export function fileMarks(columns: readonly NumberMarks[]): FileMarks {
  const decimals = columns.some((marks) => marks.provesDecimalCommas);
  if (decimals) return columns.some((marks) => marks.provesDecimalPoints) ? undefined : 'decimals';
  return columns.some((marks) => marks.provesCommaGroups) ? 'thousands' : undefined;
}
