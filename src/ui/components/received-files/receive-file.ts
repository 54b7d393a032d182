import { notices } from '../notices/notice-store.ts';
import { receivedTray, type ReceivedFile } from '../received-tray.ts';
import { visibleText } from '../visible-text.ts';

/** A workflow file ends in `.sandbank.json`; a mail program may have given it another name before that. */
export function mayBeWorkflowFile(name: string): boolean {
  return /\.json$/iu.test(name);
}

/** Goes to the page of received workflows, which shows what the file is and does nothing with it. */
export function receiveFile(file: ReceivedFile): void {
  receivedTray.put(file);
  location.hash = '#/received';
}

/** Says that a file may be a workflow, and opens it where the person wants that. */
export function offerReceived(file: ReceivedFile): void {
  const id = `received-${file.name}`;
  notices.put({
    id,
    type: 'info',
    header: `${visibleText(file.name)} may be a workflow that somebody sent`,
    text: 'Opening it shows what it is. Nothing of it runs.',
    action: {
      label: 'Show what it is',
      run: () => {
        notices.dismiss(id);
        receiveFile(file);
      },
    },
  });
}
