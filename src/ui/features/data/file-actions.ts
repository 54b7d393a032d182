import type { WorkspaceFile } from '../../../core/workspace.ts';
import type { AppServices } from '../../app-services.ts';
import { downloadBlob } from '../../components/download.ts';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf, focusOnceDrawn } from '../../components/focus/focus-once-drawn.ts';
import { ITEM_MENU, itemElement } from '../../components/focus/list-item.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { freePath } from './free-path.ts';

function failed(id: string, header: string, error: unknown): void {
  notices.put({ id, type: 'error', header, text: visibleText(errorMessage(error)) });
}

export async function downloadFile({ storage }: AppServices, path: string): Promise<void> {
  try {
    downloadBlob(await storage.fileBlob(path), path);
  } catch (error) {
    failed(`download-${path}`, `${visibleText(path)} could not be downloaded`, error);
  }
}

/** The head of the workspace's list. */
export const FILES_HEAD = 'files';

/** The buttons of a file in the workspace's list. */
export function fileItem(path: string): string {
  return `file:${path}`;
}

async function restore({ files }: AppServices, path: string, id: string): Promise<void> {
  focusOnceDrawn(() => itemElement(fileItem(path))?.querySelector<HTMLElement>(ITEM_MENU));
  try {
    if (!(await files.undelete(path))) throw new Error('A newer file has its path now, or it is no longer kept.');
    notices.put({ id, type: 'success', header: `${visibleText(path)} is back` });
  } catch (error) {
    failed(id, `${visibleText(path)} could not be restored`, error);
  }
}

/** Deletes at once and offers to undo it. */
export async function deleteFile(services: AppServices, { path }: WorkspaceFile): Promise<void> {
  const id = `delete-${path}`;
  focusNextOf(itemElement(fileItem(path))?.closest('tr'), ITEM_MENU, () => itemElement(FILES_HEAD));
  try {
    await services.callTool('delete_file', { path });
    notices.put({
      id,
      type: 'success',
      header: `${visibleText(path)} is deleted`,
      action: { label: 'Undo', run: () => void restore(services, path, id) },
    });
  } catch (error) {
    failed(id, `${visibleText(path)} could not be deleted`, error);
  }
}

/** The browser's own encoder, off the page's thread: `data:…;base64,` and then what is wanted. */
async function base64Of(content: Blob): Promise<string> {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(content);
  });
  const url = typeof reader.result === 'string' ? reader.result : '';
  return url.slice(url.indexOf(',') + 1);
}

/** Writes local files into `data/` of the workspace, each under a path that is free. */
export async function uploadFiles({ callTool }: AppServices, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const id = `upload-${file.name}`;
    try {
      const listed = await callTool('list_files', {});
      const path = freePath(
        `data/${file.name}`,
        listed.files.map((each) => each.path),
      );
      await callTool('write_file', { path, content: await base64Of(file), encoding: 'base64' });
      notices.put({
        id,
        type: 'success',
        header: `${visibleText(file.name)} is in the workspace`,
        text: `As ${visibleText(path)}.`,
      });
    } catch (error) {
      failed(id, `${visibleText(file.name)} could not be put into the workspace`, error);
    }
  }
}
