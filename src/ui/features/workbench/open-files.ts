import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { mayBeWorkflowFile, offerReceived } from '../../components/received-files/receive-file.ts';
import { withReaderNotes } from '../../components/reader-notes.ts';
import { visibleText } from '../../components/visible-text.ts';
import { codeFileLanguage } from './code-file.ts';
import type { WorkbenchSession } from './workbench-session.ts';

const MAX_CODE_BYTES = 16 * 1024 * 1024;

/**
 * Opens what was picked or dropped: a code file in the editor, a file of data as a table of the connection "Local files". What may be a
 * workflow that somebody sent is offered to be looked at.
 */
export async function openFiles(services: AppServices, session: WorkbenchSession, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const name = visibleText(file.name);
    const id = `open-${file.name}`;
    try {
      const language = codeFileLanguage(file.name);
      if (mayBeWorkflowFile(file.name)) offerReceived({ name: file.name, content: file });
      else if (language === undefined) await openTable(services, file, id, name);
      else if (file.size > MAX_CODE_BYTES)
        throw new Error(`it has ${formatBytes(file.size)}; code of up to ${formatBytes(MAX_CODE_BYTES)} can be opened`);
      else session.openCode(await file.text(), language);
    } catch (error) {
      notices.put({ id, type: 'error', header: `${name} could not be opened`, text: errorMessage(error) });
    }
  }
}

async function openTable(services: AppServices, file: File, id: string, name: string): Promise<void> {
  const going = { id, type: 'in-progress', header: `Opening ${name} as a table` } as const;
  notices.put(going);
  const table = await services.tables.add({ name: file.name, content: file, last_modified: file.lastModified }, (progress) =>
    notices.put({ ...going, ...(progress.total > 0 ? { progress: progress.done / progress.total } : {}) }),
  );
  const text = `Query it as ${table.name} on the connection “Local files”.`;
  notices.put({ id, header: `${name} is a table of ${countOf(table.rows, 'row')}`, ...withReaderNotes(table, text) });
}
