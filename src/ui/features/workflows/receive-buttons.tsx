import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { DropPicture } from '../../components/drop-zone/drop-picture.tsx';
import { useDropZone } from '../../components/drop-zone/use-drop-zone.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { receiveFile } from '../../components/received-files/receive-file.ts';
import { visibleText } from '../../components/visible-text.ts';
import { PasteLinkDialog } from './paste-link-dialog.tsx';

/** The ways in for a workflow that somebody sent: a file that is picked or dropped on the page, or a link that is pasted. */
export function ReceiveButtons() {
  const input = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  const over = useDropZone(({ files }) => receiveFirst([...files]));
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button iconName="upload" onClick={() => input.current?.click()}>
          Open a file
        </Button>
        <Button onClick={() => setPasting(true)}>Paste a link</Button>
      </SpaceBetween>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Workflow file to open"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that the same file can be picked again.
          currentTarget.value = '';
          receiveFirst(files);
        }}
      />
      {pasting && <PasteLinkDialog onDismiss={() => setPasting(false)} />}
      {over && <DropPicture title="Drop to see what it is" hint="A workflow file that somebody sent. Nothing of it runs." />}
    </>
  );
}

/** One is shown at a time. */
function receiveFirst([first, ...rest]: File[]): void {
  if (first === undefined) return;
  if (rest.length > 0) {
    const header = `Only ${visibleText(first.name)} is shown`;
    notices.put({ id: 'received-more', type: 'info', page: 'received', header, text: 'Open the others one after another.' });
  }
  receiveFile({ name: first.name, content: first });
}
