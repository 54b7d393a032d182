import { z } from 'zod';
import { NotFoundError, ToolInputError } from '../core/app-error.ts';
import type { LocalTable } from '../core/dataset.ts';
import type { Json } from '../core/json.ts';
import type { StoredFile } from '../core/ports/stores.ts';
import { countLines, type FileHead, readFileHead } from './describe/file-head.ts';
import { jsonLines, jsonShape, parseJson } from './describe/json-shape.ts';
import { describeLocalFile } from './describe/local-file.ts';
import { suggestion } from './near-names.ts';
import type { FileProfile, ToolInputs } from './tool-types.ts';
import { type CallOptions, defineTool, type ToolContext } from './tool.ts';
import { pathField } from './workspace-fields.ts';

const HEAD_CHARACTERS = 2000;
/** Beyond it a JSON file is described by its beginning. */
const MAX_JSON_BYTES = 16 * 1024 * 1024;

type Found = Omit<FileProfile, 'path' | 'bytes' | 'media_type' | 'modified_at'>;
type TextHead = Extract<FileHead, { kind: 'text' }>;

export const describeFile = defineTool<ToolInputs['describe_file'], FileProfile>({
  name: 'describe_file',
  description:
    'Says what a file is before code reads it: size, format, encoding, and of CSV, TSV and JSON the separator, the columns with their ' +
    'types, the number of rows and the first of them; of another text its number of lines and its beginning. `notes` say whether it ' +
    'is a table that SQL can query, and what was odd in it. Use it once per file before you write code for it. It runs nothing and ' +
    'does not answer the whole content: that is read_file.',
  effect: 'read',
  input: z.strictObject({
    path: pathField.describe(
      'A file of the workspace, as list_files names it ("data/costs.csv"), or the name of a local file that is opened as a table ("costs-may.csv").',
    ),
  }) as z.ZodType<ToolInputs['describe_file']>,
  async execute({ path }, context, options) {
    const tables = await context.tables.list();
    const stored = await context.storage.files.read(path);
    if (stored === undefined) {
      const table = tables.find((each) => each.source !== 'workspace' && each.file_name.normalize('NFC') === path);
      if (table === undefined) throw await notFound(context, tables, path);
      return await describeLocalFile(context, table, options);
    }
    const found = await describeStored(context, stored, options);
    const { bytes, media_type, modified_at } = stored.file;
    const notes = [...(await tableNotes(context, path, found, tables)), ...(found.notes ?? [])];
    return { path, bytes, media_type, modified_at, ...found, ...(notes.length === 0 ? {} : { notes }) };
  },
});

async function notFound(context: ToolContext, tables: readonly LocalTable[], path: string): Promise<NotFoundError> {
  const known = (await context.storage.files.list()).map((file) => file.path);
  const names = [...known, ...tables.filter(({ source }) => source !== 'workspace').map((table) => table.file_name)];
  return new NotFoundError(
    `There is no file "${path.slice(0, 200)}" in the workspace or among the local tables. ${suggestion(path, names, 'files')}`,
  );
}

async function describeStored(context: ToolContext, stored: StoredFile, { signal }: CallOptions): Promise<Found> {
  const { file, content } = stored;
  if (content.size === 0) return { format: 'text', encoding: 'utf-8', row_count: 0, head: '', notes: ['It is empty.'] };
  const ending = /\.([a-z0-9]+)(?:\.gz)?$/iu.exec(file.path)?.[1]?.toLowerCase() ?? '';
  const isTable = ['csv', 'tsv', 'tab', 'psv'].includes(ending);
  const head = await readFileHead(content);
  if (head.kind === 'binary') return { format: 'binary', notes: [`It is ${head.what}.`] };
  if (head.kind === 'gzip') {
    return isTable
      ? await asTable(context, stored, { signal })
      : { format: 'binary', notes: ['It is packed with gzip: code can unpack it.'] };
  }
  if (isTable) return await asTable(context, stored, { signal, head });
  const json = /^(?:json|jsonl|ndjson)$/u.test(ending) ? await asJson(stored, head, ending !== 'json', signal) : undefined;
  if (json !== undefined) return json;
  return await asText(stored, head, signal, ending === 'json' ? ['It is no valid JSON.'] : []);
}

/** As the reader of the Data page would take it, who reads all of it in its own worker. */
async function asTable(
  context: ToolContext,
  stored: StoredFile,
  { signal, head }: { signal: AbortSignal | undefined; head?: TextHead },
): Promise<Found> {
  try {
    const name = stored.file.path.split('/').at(-1) ?? stored.file.path;
    const table = await unlessAborted(context.tables.describe({ name, content: stored.content }), signal);
    const { delimiter, encoding, rows, columns, sample, kind } = table;
    return {
      format: delimiter === '\t' ? 'tsv' : 'csv',
      encoding,
      delimiter,
      row_count: rows,
      columns,
      sample_rows: sample,
      notes: [...(kind === 'csv' ? [] : [`It holds billing data: ${kind}.`]), ...table.notes],
    };
  } catch (error) {
    if (!(error instanceof ToolInputError)) throw error;
    return head === undefined
      ? { format: 'binary', notes: [error.message] }
      : await asText(stored, head, signal, [error.message]);
  }
}

async function asJson(
  stored: StoredFile,
  head: TextHead,
  lines: boolean,
  signal: AbortSignal | undefined,
): Promise<Found | undefined> {
  const { content } = stored;
  const { encoding, whole } = head;
  if (lines) {
    const records = jsonLines(whole ? head.text : head.text.slice(0, head.text.lastIndexOf('\n') + 1));
    if (records === undefined) return undefined;
    const row_count = whole ? records.length : await countLines(content, signal);
    return { format: 'json', encoding, ...jsonShape(records), row_count, notes: ['One JSON value a line (JSON Lines).'] };
  }
  if (content.size > MAX_JSON_BYTES)
    return {
      format: 'json',
      encoding,
      head: beginning(head),
      notes: ['It is too large to be looked into whole: only its beginning was read.'],
    };
  const value = parseJson(whole ? head.text : new TextDecoder(encoding).decode(await content.arrayBuffer()));
  return value === undefined ? undefined : { format: 'json', encoding, ...describeJson(value, head) };
}

function describeJson(value: Json, head: TextHead): Omit<Found, 'format'> {
  if (Array.isArray(value)) return { ...jsonShape(value), notes: ['A JSON array; a row is one of its items.'] };
  if (typeof value !== 'object' || value === null) return { head: beginning(head), notes: ['A single JSON value.'] };
  const { columns } = jsonShape([value]);
  return { columns, head: beginning(head), notes: ['A JSON object; the columns are its fields.'] };
}

async function asText(stored: StoredFile, head: TextHead, signal: AbortSignal | undefined, notes: string[]): Promise<Found> {
  const row_count = await countLines(stored.content, signal);
  return { format: 'text', encoding: head.encoding, row_count, head: beginning(head), ...(notes.length === 0 ? {} : { notes }) };
}

function beginning({ text }: TextHead): string {
  return text.slice(0, HEAD_CHARACTERS).toWellFormed();
}

async function tableNotes(context: ToolContext, path: string, found: Found, tables: readonly LocalTable[]): Promise<string[]> {
  if (found.format !== 'csv' && found.format !== 'tsv') return [];
  const record = (await context.storage.tables.list()).find((each) => each.source === 'workspace' && each.path === path);
  const table = tables.find(({ id }) => id === record?.id);
  if (table !== undefined) return [`It is opened as the table "${table.name}" of the connection "local": query it with SQL.`];
  return [
    'It is no table yet. To query it with SQL, a person opens it on the Data page ("Open as table" beside the file); code reads it ' +
      `as it is: pandas.read_csv("${path}") in Python, fs.readFileSync("${path}", "utf8") in JavaScript.`,
  ];
}

/** The reading goes on; who stopped waiting for it is told at once. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new DOMException('The description was stopped', 'AbortError'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
