import { structuredPatch } from 'diff';

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string; before?: number; after?: number };

/** How long the page is held up at most; texts that take longer share next to nothing. */
const PATIENCE_MS = 400;

/** The hunks in which two codes differ, with three lines around each; undefined where they are too different to be told line by line. */
export function codeDiff(before: string, after: string): DiffLine[][] | undefined {
  const patch = structuredPatch('', '', before, after, '', '', { context: 3, timeout: PATIENCE_MS });
  return patch?.hunks.map(({ lines, oldStart, newStart }) => {
    let old = oldStart;
    let now = newStart;
    return lines.flatMap((line): DiffLine[] => {
      const text = line.slice(1);
      if (line.startsWith('+')) return [{ kind: 'added', text, after: now++ }];
      if (line.startsWith('-')) return [{ kind: 'removed', text, before: old++ }];
      // A remark of the format, that there is no line end at the end.
      if (!line.startsWith(' ')) return [];
      return [{ kind: 'same', text, before: old++, after: now++ }];
    });
  });
}
