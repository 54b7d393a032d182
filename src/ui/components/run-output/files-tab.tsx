import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import { useState } from 'react';
import type { RunFile } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { downloadBlob } from '../download.ts';
import { errorMessage } from '../error-message.ts';
import { formatBytes } from '../format-bytes.ts';
import { countOf } from '../format-count.ts';
import { notices } from '../notices/notice-store.ts';
import { visibleText } from '../visible-text.ts';

const TABULAR = /\.(?:csv|tsv|txt)(?:\.gz)?$/iu;

/** The files that a run wrote. Their content is the workspace's as it is now. */
export function FilesTab({ files }: { files: readonly RunFile[] }) {
  return (
    <ul className="sb-files">
      {files.map((file) => (
        <FileRow key={file.path} file={file} />
      ))}
    </ul>
  );
}

function FileRow({ file }: { file: RunFile }) {
  const services = useAppServices();
  const [busy, setBusy] = useState(false);
  const name = visibleText(file.path);
  const work = async (what: string, task: () => Promise<void>) => {
    setBusy(true);
    try {
      await task();
    } catch (error) {
      notices.put({ id: `file-${file.path}`, type: 'error', header: `${name} could not be ${what}`, text: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  const download = () => work('downloaded', async () => downloadBlob(await services.storage.fileBlob(file.path), file.path));
  const openAsTable = () =>
    work('opened as a table', async () => {
      const table = await services.tables.addFromWorkspace(file.path);
      const text = `Query it as ${table.name} on the connection “Local files”.`;
      notices.put({
        id: `table-${table.id}`,
        type: 'success',
        header: `${name} is a table of ${countOf(table.rows, 'row')}`,
        text,
      });
    });
  return (
    <li className="sb-file">
      <Icon name="file" />
      <span className="sb-file-name">{name}</span>
      <span className="sb-file-size">{formatBytes(file.bytes)}</span>
      {TABULAR.test(file.path) && (
        <Button variant="inline-link" disabled={busy} ariaLabel={`Open ${name} as a table`} onClick={() => void openAsTable()}>
          Open as table
        </Button>
      )}
      <Button
        variant="inline-link"
        iconName="download"
        disabled={busy}
        ariaLabel={`Download ${name}`}
        onClick={() => void download()}
      >
        Download
      </Button>
    </li>
  );
}
