import type { CsvColumn } from '../protocol.ts';
import type { ColumnSniffer } from './column-sniffer.ts';
import type { UnclearNumbers } from './number-marks.ts';

const count = (values: number) => `${values.toLocaleString('en-US')} ${values === 1 ? 'value' : 'values'}`;

/** What was written with decimal commas, or with marks between thousands, in a file where AWS and FOCUS write neither. */
export function amountNotes(columns: readonly CsvColumn[], sniffers: readonly ColumnSniffer[]): string[] {
  const written = columns.flatMap((column, at) => {
    const sniffer = sniffers[at];
    return sniffer?.ruled ? [{ column, sniffer }] : [];
  });
  const note = (how: (column: CsvColumn) => boolean, tell: (names: string, values: string) => string) => {
    const found = written.filter(({ column }) => how(column));
    if (found.length === 0) return [];
    const values = found.reduce((sum, { sniffer }) => sum + sniffer.marks.odd, 0);
    return [tell(found.map(({ column }) => column.name).join(', '), count(values))];
  };
  const otherTools = 'Other tools want plain numbers with points: export so where you can';
  const doubtful = written.filter(({ column, sniffer }) => column.comma && sniffer.marks.mayBeThousands);
  return [
    ...note(
      ({ comma, groups }) => comma === true && groups === undefined,
      (names, values) => `${names}: written with decimal commas (${values}), and read so (1,25 is 1.25). ${otherTools}`,
    ),
    ...note(
      ({ groups }) => groups === '.',
      (names, values) =>
        `${names}: written with points between thousands and decimal commas (${values}), and read so (1.234,56 is 1234.56). ${otherTools}`,
    ),
    ...note(
      ({ groups }) => groups === ',',
      (names, values) =>
        `${names}: written with commas between thousands (${values}), and read so (1,234.56 is 1234.56). ${otherTools}`,
    ),
    ...(doubtful.length === 0
      ? []
      : [
          `${doubtful.map(({ column }) => column.name).join(', ')}: every comma has three digits behind it (1,250 is read as 1.25, since the file's other amounts have decimal commas). If they separate thousands, all costs here are wrong: export without them and open the file again`,
        ]),
  ];
}

/** Why a column with numbers is text: none of the ways to read it is certain. */
export function unclearNote(name: string, { marks, ruled }: ColumnSniffer, why: UnclearNumbers): string {
  const text = ruled ? 'so it is text here and NULL in the views' : 'so it is text';
  return why === 'mixed'
    ? `${name} mixes decimal points and commas (${count(marks.odd)} with commas or several marks), ${text}. Export it with points alone and open the file again`
    : `${name} has a comma with three digits behind it in ${count(marks.odd)}: 1,250 may be 1.25 or 1250, ${text}. Export it with points and nothing between thousands, and open the file again`;
}

/** A column of times of which some are in no calendar. Nothing of it is lost: it is text. */
export function spoiltTimeNote(name: string, { impossible, firstImpossible }: ColumnSniffer, inViews: boolean): string {
  const first = firstImpossible === undefined ? '' : `, such as "${firstImpossible.value}" (line ${firstImpossible.line} first)`;
  const views = inViews
    ? '; the views give NULL for them and times for the others'
    : '; CAST or TRY(CAST(…)) makes dates of the others';
  return `${name} has ${count(impossible)} that no calendar has${first}, so it is text here${views}. Mend them and open the file again`;
}
