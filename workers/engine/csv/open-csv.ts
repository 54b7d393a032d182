import type { CsvLayout, Encoding, OpenedCsv } from '../protocol.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { EncodingError, readLayout } from './read-layout.ts';
import { gunzip, readHead, toUtf8 } from './source-text.ts';

export type OnBytes = (done: number, total: number) => void;

/**
 * Opens a CSV, packed or not. `known` is what an earlier reading of the same bytes found: then they are not read again. Throws
 * `UnreadableFileError`, or the browser's own `NotReadableError` and `NotFoundError` for a file that is not as it was.
 */
export async function openCsv(file: Blob, name: string, known: CsvLayout | undefined, onBytes: OnBytes): Promise<OpenedCsv> {
  const head = await readHead(file, name);
  const plain = head.gzip ? await gunzip(file, (packed) => onBytes(packed, file.size)) : file;
  if (head.gzip && plain.size === 0) throw new UnreadableFileError('it is empty once unpacked');
  const encoding = known?.encoding ?? head.encoding;
  const utf8 = encoding === 'utf-8' ? plain : await toUtf8(plain, encoding, head.skip);
  if (known) return { layout: known, text: goodLines(utf8, known) };
  return read(utf8, encoding, onBytes);
}

async function read(text: Blob, encoding: Encoding, onBytes: OnBytes): Promise<OpenedCsv> {
  try {
    const layout = { ...(await readLayout(text, (done) => onBytes(done, text.size))), encoding };
    return { layout, text: goodLines(text, layout) };
  } catch (error) {
    if (!(error instanceof EncodingError) || encoding !== 'utf-8') throw error;
    const opened = await read(await toUtf8(text, 'windows-1252', 0), 'windows-1252', onBytes);
    opened.layout.notes.push('The file is not written in UTF-8; it is read as Windows-1252 (Western European)');
    return opened;
  }
}

function goodLines(text: Blob, { ranges }: CsvLayout): Blob {
  const [only] = ranges;
  if (ranges.length === 1 && only) return text.slice(only[0], only[1]);
  return new Blob(ranges.map(([from, to]) => text.slice(from, to)));
}
