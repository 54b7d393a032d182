import { countSql, dropSql, IN_MEMORY_BYTES, importSql, viewSql } from './csv-table-sql.ts';
import { isMapType, JSON_MAP_SQL } from './json-map-sql.ts';
import { type CsvLayout, FILES_DIRECTORY } from '../../../../workers/engine/protocol.ts';
import type { Cell } from '../../../core/json.ts';
import { ToolInputError } from '../../../core/app-error.ts';
import type { OnLoadProgress } from '../../../core/ports/sql-engine.ts';
import { EngineFaultError } from '../engine-fault-error.ts';
import type { EngineHost } from '../engine-host.ts';
import { rows } from '../engine.ts';

/** A table as the engine has it. `file` is the registered name where queries read the file itself. */
export type MadeTable = { generation: number; table: string; file?: string; layout: CsvLayout };

export type TableSource = { name: string; file_name: string; file: Blob; known?: CsvLayout };

/**
 * Reads a file and makes it a table of the schema `local`. Throws `ToolInputError` naming the file and what is wrong with it; then
 * nothing of it is left in the engine.
 */
export async function makeTable(host: EngineHost, source: TableSource, onProgress?: OnLoadProgress): Promise<MadeTable> {
  await host.start(onProgress);
  const table = crypto.randomUUID();
  try {
    const opened = await host.request(
      { op: 'open_csv', file: source.file, name: source.file_name, ...(source.known ? { known: source.known } : {}) },
      { onProgress: (done, total) => onProgress?.({ done, total, text: `Reading ${source.file_name}` }) },
    );
    if (opened === null || !('layout' in opened)) throw new Error('The engine opened a file without a layout');
    onProgress?.({ done: source.file.size, total: source.file.size, text: `Making the table ${source.name}` });
    return await register(host, source.name, table, opened.text, opened.layout);
  } catch (error) {
    throw unreadable(source.file_name, error);
  }
}

async function register(host: EngineHost, name: string, table: string, text: Blob, layout: CsvLayout): Promise<MadeTable> {
  // Names of one length: the engine takes a registered name for the beginning of others.
  const file = `${crypto.randomUUID()}.csv`;
  const inMemory = text.size <= IN_MEMORY_BYTES;
  await host.request({ op: 'register', name: FILES_DIRECTORY + file, file: text });
  try {
    const imports = inMemory ? importSql(table, file, layout) : [];
    await host.request({
      op: 'execute',
      statements: [...macrosFor(layout), ...imports, viewSql(name, table, inMemory ? undefined : file, layout)],
    });
    if (inMemory) await checkCount(host, name, layout.rows);
  } catch (error) {
    if (!(error instanceof EngineFaultError && error.fault.kind === 'crashed')) await drop(host, name, { table, file });
    throw error;
  }
  if (inMemory) await host.request({ op: 'drop', name: FILES_DIRECTORY + file });
  return { generation: host.generation, table, layout, ...(inMemory ? {} : { file }) };
}

/** What tables with maps are made with. */
function macrosFor({ columns }: CsvLayout): readonly string[] {
  return columns.some(({ type }) => isMapType(type)) ? JSON_MAP_SQL : [];
}

/** Takes a table out of the engine. */
export async function drop(host: EngineHost, name: string, made: { table: string; file?: string }): Promise<void> {
  await host.request({ op: 'execute', statements: dropSql(name, made.table) });
  if (made.file !== undefined) await host.request({ op: 'drop', name: FILES_DIRECTORY + made.file });
}

/** Gives a made table another name. */
export async function renameView(host: EngineHost, from: string, to: string, made: MadeTable): Promise<void> {
  const [dropView = ''] = dropSql(from, made.table);
  await host.request({ op: 'execute', statements: [viewSql(to, made.table, made.file, made.layout), dropView] });
}

/** Two readers must agree: a figure from a table that lost lines would be wrong without a sign. */
async function checkCount(host: EngineHost, name: string, expected: number): Promise<void> {
  const { chunks } = await rows(host, {
    op: 'rows',
    connection: 'owner',
    statements: [countSql(name)],
    max_rows: 1,
    max_bytes: 1000,
  });
  const [[count] = []] = JSON.parse(new TextDecoder().decode(chunks[0])) as Cell[][];
  if (count !== expected)
    throw new ToolInputError(
      `the engine reads ${JSON.stringify(count)} lines where there are ${expected}; the file's quotes or line ends are mixed. Export it again`,
    );
}

function unreadable(fileName: string, error: unknown): Error {
  if (error instanceof ToolInputError) return new ToolInputError(`${fileName} cannot be opened as a table: ${error.message}`);
  if (!(error instanceof EngineFaultError)) return error instanceof Error ? error : new Error(String(error));
  const { fault } = error;
  if (fault.name === 'NotReadableError' || fault.name === 'NotFoundError')
    return new ToolInputError(`${fileName} changed or vanished while it was read; open it again`);
  return new ToolInputError(`${fileName} cannot be opened as a table: ${fault.message}`);
}
