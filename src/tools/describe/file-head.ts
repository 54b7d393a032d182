import type { FileContent } from '../../core/workspace.ts';

/** Of a file no more is read to find what it is. */
export const HEAD_BYTES = 256 * 1024;

const PART_BYTES = 4 * 1024 * 1024;

/** A file's beginning as text, or what kind of bytes it has. `whole` says that it is all of the file. */
export type FileHead =
  | { kind: 'gzip' }
  | { kind: 'binary'; what: string }
  | { kind: 'text'; text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; whole: boolean };

const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
];

export async function readFileHead(content: FileContent): Promise<FileHead> {
  const bytes = new Uint8Array(await content.slice(0, HEAD_BYTES).arrayBuffer());
  const whole = content.size <= HEAD_BYTES;
  const starts = (...wanted: number[]): boolean => wanted.every((byte, at) => bytes[at] === byte);
  const text = (encoding: Extract<FileHead, { kind: 'text' }>['encoding']): FileHead => ({
    kind: 'text',
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
    whole,
  });
  if (starts(0x1f, 0x8b)) return { kind: 'gzip' };
  const signature = SIGNATURES.find(([begin]) => starts(...begin));
  if (signature !== undefined) return { kind: 'binary', what: signature[1] };
  if (starts(0xff, 0xfe)) return text('utf-16le');
  if (starts(0xfe, 0xff)) return text('utf-16be');
  if (bytes.includes(0)) return { kind: 'binary', what: 'no text (it holds NUL bytes)' };
  return isUtf8(bytes) ? text('utf-8') : text('windows-1252');
}

/** A character that the end breaks off is none that is wrong. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** How many lines that are not empty a text has, read piece by piece. An encoding of two bytes is counted by its own line ends. */
export async function countLines(content: FileContent, signal: AbortSignal | undefined): Promise<number> {
  let lines = 0;
  let inLine = false;
  for (let at = 0; at < content.size; at += PART_BYTES) {
    signal?.throwIfAborted();
    for (const byte of new Uint8Array(await content.slice(at, at + PART_BYTES).arrayBuffer())) {
      if (byte === 0x0a) {
        if (inLine) lines += 1;
        inLine = false;
      } else if (byte !== 0x0d && byte !== 0) inLine = true;
    }
  }
  return inLine ? lines + 1 : lines;
}
