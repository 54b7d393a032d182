import type { LocalTable } from '../../core/dataset.ts';
import { countOf } from './format-count.ts';
import type { Notice } from './notices/notice-store.ts';
import { visibleText } from './visible-text.ts';

/** How a notice that a file is a table tells what its reader noted: as a warning with the first note, and how many more there are. */
export function withReaderNotes({ notes }: Pick<LocalTable, 'notes'>, text: string): Pick<Notice, 'type'> & { text: string } {
  const [first] = notes;
  if (first === undefined) return { type: 'success', text };
  const more = notes.length - 1;
  const rest = more === 0 ? '' : ` ${countOf(more, 'more note stands', 'more notes stand')} with the table on the Data page.`;
  return { type: 'warning', text: `${text} ${visibleText(first).replace(/\.?$/u, '.')}${rest}` };
}
