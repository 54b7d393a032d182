import Button from '@cloudscape-design/components/button';
import { useRef } from 'react';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { hasOpenPicker, pickedFile, pickFiles } from './pick-files.ts';
import { addFiles } from './table-actions.ts';
import './data-page.css';

/** Opens local files as tables: by the picker that gives handles where there is one, else by a file input. */
export function AddFilesButton() {
  const services = useAppServices();
  const input = useRef<HTMLInputElement>(null);
  const pick = async () => {
    if (!hasOpenPicker()) {
      input.current?.click();
      return;
    }
    try {
      await addFiles(services, await pickFiles());
    } catch (error) {
      notices.put({ id: 'pick-files', type: 'error', header: 'The files could not be opened', text: errorMessage(error) });
    }
  };
  return (
    <>
      <Button variant="primary" iconName="upload" onClick={() => void pick()}>
        Add files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.gz,.tsv,.txt"
        className="off-screen"
        tabIndex={-1}
        aria-label="Files to open as tables"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])].map((file) => pickedFile(file));
          // So that the same file can be picked again.
          currentTarget.value = '';
          void addFiles(services, files);
        }}
      />
    </>
  );
}
