import type { PickedFile } from '../../../core/ports/sql-engine.ts';

type OpenPicker = (options: {
  multiple: boolean;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle[]>;

/** Chromium's picker, which gives handles: a file stays where it is and can be read again after a reload. A frame of another site has none. */
function openPicker(): OpenPicker | undefined {
  const picker: unknown = Reflect.get(globalThis, 'showOpenFilePicker');
  return typeof picker === 'function' && window.top === window.self ? (picker as OpenPicker).bind(globalThis) : undefined;
}

export const hasOpenPicker = (): boolean => openPicker() !== undefined;

export function pickedFile(file: File, handle?: FileSystemFileHandle): PickedFile {
  return { name: file.name, content: file, last_modified: file.lastModified, ...(handle === undefined ? {} : { handle }) };
}

/** Asks for files by the browser's own dialog. Empty where the person chose none. Must be called from a click. */
export async function pickFiles(): Promise<PickedFile[]> {
  const open = openPicker();
  if (open === undefined) return [];
  try {
    const handles = await open({
      multiple: true,
      types: [{ description: 'CSV files', accept: { 'text/csv': ['.csv', '.tsv', '.txt'], 'application/gzip': ['.gz'] } }],
    });
    return await Promise.all(handles.map(async (handle) => pickedFile(await handle.getFile(), handle)));
  } catch (error) {
    // The person closed the dialog.
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

type HandleGiver = { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/**
 * What was dropped, with handles where the browser gives them. Must be called in the drop event itself: the list of items is empty
 * afterwards. `folders` names what was dropped and is no file.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<{ files: PickedFile[]; folders: string[] }> {
  const pending = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ file: item.getAsFile(), handle: (item as HandleGiver).getAsFileSystemHandle?.() }));
  const files: PickedFile[] = [];
  const folders: string[] = [];
  for (const { file, handle: promise } of pending) {
    const handle = (await promise) ?? undefined;
    if (handle?.kind === 'directory') folders.push(handle.name);
    else if (handle !== undefined)
      files.push(pickedFile(await (handle as FileSystemFileHandle).getFile(), handle as FileSystemFileHandle));
    else if (file !== null) files.push(pickedFile(file));
  }
  return { files, folders };
}
