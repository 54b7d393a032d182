import { useAppServices } from '../../app-services.ts';
import { DropPicture } from '../../components/drop-zone/drop-picture.tsx';
import { useDropZone } from '../../components/drop-zone/use-drop-zone.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { mayBeWorkflowFile, offerReceived } from '../../components/received-files/receive-file.ts';
import { visibleText } from '../../components/visible-text.ts';
import { droppedFiles } from './pick-files.ts';
import { addFiles } from './table-actions.ts';

/** Makes the whole page a place to drop files on, and says so while some are held over it. */
export function DropOverlay() {
  const services = useAppServices();
  const take = async (dropped: ReturnType<typeof droppedFiles>) => {
    try {
      const { files, folders } = await dropped;
      for (const folder of folders) {
        const header = `${visibleText(folder)} is a folder`;
        notices.put({ id: `folder-${folder}`, type: 'warning', header, text: 'Drop the CSV files in it instead.' });
      }
      // A handle is of the data page alone: what is received is read once.
      for (const { name, content } of files)
        if (mayBeWorkflowFile(name) && content instanceof Blob) offerReceived({ name, content });
      await addFiles(
        services,
        files.filter((file) => !mayBeWorkflowFile(file.name)),
      );
    } catch (error) {
      notices.put({ id: 'drop-files', type: 'error', header: 'What was dropped could not be opened', text: errorMessage(error) });
    }
  };
  const over = useDropZone((transfer) => void take(droppedFiles(transfer)));
  if (!over) return null;
  return <DropPicture title="Drop to open as tables" hint="CSV and CSV.gz. The files stay on this computer." />;
}
