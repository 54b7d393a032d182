import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState } from 'react';
import { imageMediaTypes } from '../../../core/display.ts';
import type { WorkspaceFile } from '../../../core/workspace.ts';
import { useAppServices } from '../../app-services.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { visibleLines, visibleText } from '../../components/visible-text.ts';
import { downloadFile } from './file-actions.ts';
import './data-page.css';

const PREVIEW_BYTES = 64 * 1024;

function Picture({ path }: { path: string }) {
  const { storage } = useAppServices();
  const [url, setUrl] = useState<string>();
  const blob = useLive(path, ['files'], () => storage.fileBlob(path));
  useEffect(() => {
    if (blob.value === undefined) return undefined;
    const made = URL.createObjectURL(blob.value);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob.value]);
  if (blob.error !== undefined) return <LoadFailed what="The picture" message={blob.error} onRetry={blob.reload} />;
  return url === undefined ? <Spinner /> : <img className="file-picture" src={url} alt={visibleText(path)} />;
}

function FileText({ file }: { file: WorkspaceFile }) {
  const { callTool } = useAppServices();
  const read = useLive(file.path, ['files'], () => callTool('read_file', { path: file.path, length: PREVIEW_BYTES }));
  if (read.error !== undefined) {
    return (
      <Alert type="info" header="There is no preview of this file">
        {visibleText(read.error)}
      </Alert>
    );
  }
  if (read.value === undefined) return <Spinner />;
  const { content, truncated, bytes } = read.value;
  return (
    <SpaceBetween size="xs">
      {truncated && (
        <Box color="text-body-secondary">
          The first {formatBytes(PREVIEW_BYTES)} of {formatBytes(bytes)}. Download the file to see all of it.
        </Box>
      )}
      {content === '' ? (
        <Box color="text-body-secondary">The file is empty.</Box>
      ) : (
        // A scrolling region is reached by the keyboard only where it can have the focus.
        <pre className="file-text" tabIndex={0} role="region" aria-label={`Content of ${visibleText(file.path)}`}>
          {visibleLines(content)}
        </pre>
      )}
    </SpaceBetween>
  );
}

/** A look into a workspace file: its picture, or its first 64 KB as text. */
export function FileDialog({ file, onDismiss }: { file: WorkspaceFile; onDismiss: () => void }) {
  const services = useAppServices();
  const picture = imageMediaTypes.some((each) => each === file.media_type);
  return (
    <Modal
      visible
      size="max"
      header={visibleText(file.path)}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Close
            </Button>
            <Button iconName="download" onClick={() => void downloadFile(services, file.path)}>
              Download
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {picture ? <Picture path={file.path} /> : <FileText file={file} />}
    </Modal>
  );
}
