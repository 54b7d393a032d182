import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { droppedFiles } from './pick-files.ts';
import { addFiles } from './table-actions.ts';
import { useDropZone } from './use-drop-zone.ts';
import './drop-overlay.css';

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
      await addFiles(services, files);
    } catch (error) {
      notices.put({ id: 'drop-files', type: 'error', header: 'What was dropped could not be opened', text: errorMessage(error) });
    }
  };
  const over = useDropZone((transfer) => void take(droppedFiles(transfer)));
  if (!over) return null;
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-target">
        <Icon name="upload" size="large" variant="link" />
        <Box variant="h2" tagOverride="p">
          Drop to open as tables
        </Box>
        <Box color="text-body-secondary">CSV and CSV.gz. The files stay on this computer.</Box>
      </div>
    </div>
  );
}
