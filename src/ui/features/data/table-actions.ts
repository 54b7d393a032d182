import type { LocalTable } from '../../../core/dataset.ts';
import type { OnLoadProgress, PickedFile } from '../../../core/ports/sql-engine.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf, focusOnceDrawn } from '../../components/focus/focus-once-drawn.ts';
import { ITEM_MENU, itemElement } from '../../components/focus/list-item.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { notices, type Notice } from '../../components/notices/notice-store.ts';
import { withReaderNotes } from '../../components/reader-notes.ts';
import { visibleText } from '../../components/visible-text.ts';

let asked = 0;

/** Follows one reading of a file in a notice: bytes as it goes, then what became of it. */
async function withNotice(
  name: string,
  read: (onProgress: OnLoadProgress) => Promise<LocalTable>,
): Promise<LocalTable | undefined> {
  const shown = visibleText(name);
  const id = `table-${++asked}`;
  const going: Notice = { id, type: 'in-progress', header: `Reading ${shown}` };
  notices.put(going);
  const onProgress: OnLoadProgress = ({ done, total, text }) => {
    const share =
      total > 0 ? { text: `${text}: ${formatBytes(done)} of ${formatBytes(total)}`, progress: Math.min(1, done / total) } : {};
    notices.put({ ...going, text: done > 0 ? `${text}: ${formatBytes(done)}` : text, ...share });
  };
  try {
    const table = await read(onProgress);
    const size = `${countOf(table.rows, 'row')}, ${countOf(table.columns.length, 'column')}`;
    notices.put({ id, header: `${shown} is the table ${visibleText(table.name)}`, ...withReaderNotes(table, `${size}.`) });
    return table;
  } catch (error) {
    notices.put({ id, type: 'error', header: `${shown} could not be read`, text: visibleText(errorMessage(error)) });
    return undefined;
  }
}

/** Whether the file is a table already: then the person is told so, and asked. */
async function askedOfSame({ tables }: AppServices, file: PickedFile): Promise<boolean> {
  let same: LocalTable | undefined;
  try {
    same = await tables.sameAs(file);
  } catch (error) {
    // What the browser has against reading the file is told when it is read.
    if (error instanceof DOMException) return false;
    throw error;
  }
  if (same === undefined) return false;
  const name = visibleText(file.name);
  const id = `same-${same.id}`;
  const again = async () => {
    notices.dismiss(id);
    await withNotice(file.name, (onProgress) => tables.add(file, onProgress, { another: true }));
  };
  notices.put({
    id,
    type: 'info',
    header: `${name} is open already: it is the table ${visibleText(same.name)}`,
    text: 'It has the same name, size and content, so nothing was added. In the views, a second table of it would count its lines twice.',
    action: { label: 'Open it as a second table', run: () => void again() },
    decline: 'Leave it as it is',
  });
  return true;
}

/** Makes tables of the files, one after the other: the engine reads one at a time. Of one that is open already, the person decides. */
export async function addFiles(services: AppServices, files: readonly PickedFile[]): Promise<void> {
  for (const file of files) {
    if (await askedOfSame(services, file)) continue;
    await withNotice(file.name, (onProgress) => services.tables.add(file, onProgress));
  }
}

export async function openAsTable({ tables }: AppServices, path: string): Promise<void> {
  await withNotice(path, (onProgress) => tables.addFromWorkspace(path, onProgress));
}

/** Call it from the click itself, and await nothing before: the browser asks the person only then. */
export async function reopenTable({ tables }: AppServices, table: LocalTable): Promise<void> {
  await withNotice(table.file_name, (onProgress) => tables.reopen(table.id, onProgress));
}

/** A connection's head, over its tables. */
export function connectionItem(id: string): string {
  return `connection:${id}`;
}

/** The menu of a table made of the person's own file. */
export function tableItem(id: string): string {
  return `table:${id}`;
}

async function restore({ tables }: AppServices, table: LocalTable, id: string): Promise<void> {
  focusOnceDrawn(() => itemElement(tableItem(table.id))?.querySelector<HTMLElement>(ITEM_MENU));
  try {
    await tables.unremove(table.id);
    notices.put({ id, type: 'success', header: `${visibleText(table.name)} is back` });
  } catch (error) {
    notices.put({ id, type: 'error', header: `${visibleText(table.name)} could not be restored`, text: errorMessage(error) });
  }
}

/** Takes the table away at once and offers to undo it. The file itself stays where it is. */
export async function removeTable(services: AppServices, table: LocalTable): Promise<void> {
  const id = `remove-${table.id}`;
  const item = itemElement(tableItem(table.id))?.closest('.table-list > *');
  focusNextOf(item, ITEM_MENU, () => itemElement(connectionItem('local')));
  try {
    await services.tables.remove(table.id);
    notices.put({
      id,
      type: 'success',
      header: `${visibleText(table.name)} is removed`,
      text: table.source === 'copy' ? 'Its copy is kept for as long as this page is open.' : 'The file itself is untouched.',
      action: { label: 'Undo', run: () => void restore(services, table, id) },
    });
  } catch (error) {
    notices.put({ id, type: 'error', header: `${visibleText(table.name)} could not be removed`, text: errorMessage(error) });
  }
}

/** Keeps a billing file out of the views over all of them, or takes it in again, and offers to undo it. Its own table stays. */
export async function setLeftOut(
  services: AppServices,
  { id, file_name }: Pick<LocalTable, 'id' | 'file_name'>,
  leftOut: boolean,
): Promise<void> {
  const notice = `left-out-${id}`;
  const name = visibleText(file_name);
  try {
    await services.tables.leaveOut(id, leftOut);
    notices.put({
      id: notice,
      type: 'success',
      header: leftOut ? `${name} is left out of the views` : `${name} is in the views again`,
      action: { label: 'Undo', run: () => void setLeftOut(services, { id, file_name }, !leftOut) },
    });
  } catch (error) {
    notices.put({ id: notice, type: 'error', header: `The views were not changed for ${name}`, text: errorMessage(error) });
  }
}
