import type { BackupSink } from '../../../core/ports/backup.ts';
import { downloadBlob } from '../../components/download.ts';

type SavePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/** Pieces that are put together to a Blob, which the browser may keep on disk. Bytes. */
const HELD_BYTES = 16 * 1024 * 1024;

export const archiveName = (now: Date): string =>
  `sandbank-${now.toISOString().slice(0, 16).replaceAll(':', '').replace('T', '-')}.zip`;

/**
 * A file that the person chooses, where the browser lets a page write to one; else a download, once all is there. Undefined where the
 * person chose none. Must be called from a click.
 */
export async function chooseSink(name: string): Promise<BackupSink | undefined> {
  const picker: unknown = Reflect.get(globalThis, 'showSaveFilePicker');
  if (typeof picker !== 'function') return downloadSink(name);
  try {
    const handle = await (picker as SavePicker).call(globalThis, {
      suggestedName: name,
      types: [{ description: 'Back-up of Sandbank', accept: { 'application/zip': ['.zip'] } }],
    });
    const file = await handle.createWritable();
    return { write: (piece) => file.write(piece), close: () => file.close(), abort: () => file.abort() };
  } catch (error) {
    // The person closed the dialog.
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

function downloadSink(name: string): BackupSink {
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  const put = (): void => {
    blobs.push(new Blob(pieces));
    pieces = [];
    held = 0;
  };
  return {
    async write(piece) {
      // What is handed over may be used again by whoever wrote it.
      pieces.push(piece.slice());
      held += piece.length;
      if (held >= HELD_BYTES) put();
    },
    async close() {
      put();
      downloadBlob(new Blob(blobs, { type: 'application/zip' }), name);
    },
    async abort() {
      blobs.length = 0;
      pieces = [];
    },
  };
}
