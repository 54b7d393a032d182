import type { CsvLayout } from '../protocol.ts';
import { CsvRecord, scanRecord } from './record-scanner.ts';

const CANDIDATES: readonly CsvLayout['delimiter'][] = [',', ';', '\t', '|'];
const SAMPLE_LINES = 50;

/** The separator by which the first lines have the same number of fields most often, and the most of them; a comma where none does. */
export function detectDelimiter(head: Uint8Array, complete: boolean): CsvLayout['delimiter'] {
  let best: CsvLayout['delimiter'] = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const score = scoreOf(head, candidate.charCodeAt(0), complete);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

function scoreOf(head: Uint8Array, delimiter: number, complete: boolean): number {
  const record = new CsvRecord();
  let at = scanRecord(head, 0, delimiter, complete, record);
  const columns = record.count;
  if (at < 0 || columns < 2) return 0;
  let lines = 1;
  let alike = 1;
  while (at < head.length && lines < SAMPLE_LINES) {
    const next = scanRecord(head, at, delimiter, complete, record);
    if (next < 0) break;
    lines++;
    if (record.count === columns && record.problem === undefined) alike++;
    at = next;
  }
  return (alike / lines) * 1000 + Math.min(columns, 500) / 500;
}
