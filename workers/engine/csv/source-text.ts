import type { Encoding } from '../protocol.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';

/** What the first bytes of a file say it is. `skip` bytes of a byte order mark are no data. */
export type SourceHead = { gzip: boolean; encoding: Encoding; skip: number };

const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string, fix: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook', 'unpack it, or save the sheet as CSV'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file', 'export it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'save the sheet as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'ask for the CSV that it was made of'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with Zstandard', 'unpack it first'],
];

/** Reads the head of a file. Throws `UnreadableFileError` for what is no CSV and no gzip. */
export async function readHead(file: Blob, name: string): Promise<SourceHead> {
  if (file.size === 0) throw new UnreadableFileError('it is empty (0 bytes); choose a file with a line of column names');
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (head[0] === 0x1f && head[1] === 0x8b) return { gzip: true, encoding: 'utf-8', skip: 0 };
  if (/\.gz$/iu.test(name))
    throw new UnreadableFileError(
      'its name ends in .gz but it is not packed with gzip; name it .csv if it is plain text, or download it again',
    );
  for (const [bytes, what, fix] of SIGNATURES) {
    if (bytes.every((byte, at) => head[at] === byte)) throw new UnreadableFileError(`it is ${what}, not a CSV; ${fix}`);
  }
  return { gzip: false, ...encodingOf(head) };
}

/** By the byte order mark; UTF-8 where there is none. */
export function encodingOf(head: Uint8Array): { encoding: Encoding; skip: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (head.includes(0)) throw new UnreadableFileError('it holds NUL bytes, so it is no text; choose a CSV file');
  return { encoding: 'utf-8', skip: 0 };
}

/** The unpacked bytes of a gzip file. Throws `UnreadableFileError` where they are damaged or cut. */
export async function gunzip(file: Blob, onBytes: (packed: number) => void): Promise<Blob> {
  let packed = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      packed += chunk.byteLength;
      onBytes(packed);
      controller.enqueue(chunk);
    },
  });
  try {
    return await new Response(file.stream().pipeThrough(counter).pipeThrough(new DecompressionStream('gzip'))).blob();
  } catch (error) {
    throw new UnreadableFileError('its gzip data is incomplete or damaged; download or copy the file again', { cause: error });
  }
}

/** The file's text as UTF-8. */
export async function toUtf8(file: Blob, encoding: Exclude<Encoding, 'utf-8'>, skip: number): Promise<Blob> {
  const decoder = new TextDecoder(encoding);
  const parts: string[] = [];
  const reader = file.slice(skip).stream().getReader();
  for (;;) {
    const part = await reader.read();
    if (part.done) break;
    parts.push(decoder.decode(part.value, { stream: true }));
  }
  parts.push(decoder.decode());
  return new Blob(parts);
}
