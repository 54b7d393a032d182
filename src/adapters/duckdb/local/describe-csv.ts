import { ToolInputError } from '../../../core/app-error.ts';
import type { CsvDescription } from '../../../core/csv-description.ts';
import { trinoTypeText } from '../../../dialect/duck-types.ts';
import { EngineFaultError } from '../engine-fault-error.ts';
import type { EngineHost } from '../engine-host.ts';
import { firstRecords } from './first-records.ts';

const SAMPLE_ROWS = 5;
const SAMPLE_BYTES = 1 << 18;

/** Reads a CSV, packed or not, as a table would be made of it. Throws `ToolInputError` saying why it is none. */
export async function describeCsv(host: EngineHost, name: string, file: Blob): Promise<CsvDescription> {
  await host.start();
  try {
    const opened = await host.request({ op: 'open_csv', file, name });
    if (opened === null || !('layout' in opened)) throw new Error('The engine opened a file without a layout');
    const { layout, text } = opened;
    const head = text.slice(0, SAMPLE_BYTES);
    const sample = firstRecords(await head.text(), layout.delimiter, SAMPLE_ROWS, head.size < text.size);
    return {
      kind: layout.kind,
      delimiter: layout.delimiter,
      encoding: layout.encoding,
      rows: layout.rows,
      columns: layout.columns.map(({ name: column, type }) => ({ name: column, type: trinoTypeText(type) })),
      sample: sample.filter((cells) => layout.columns.length === 1 || cells.length > 1 || cells[0] !== ''),
      notes: layout.notes,
    };
  } catch (error) {
    if (!(error instanceof EngineFaultError) || error.fault.kind === 'crashed') throw error;
    throw new ToolInputError(`${name} cannot be read as a table: ${error.fault.message}`, { cause: error });
  }
}
