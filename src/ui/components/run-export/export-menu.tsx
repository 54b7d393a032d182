import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import { errorMessage } from '../error-message.ts';
import { notices } from '../notices/notice-store.ts';
import type { ExportKind } from './export-run.ts';
import type { ExportedRun } from './run-facts-text.ts';

const items = [
  { id: 'report', text: 'Export as HTML report', secondaryText: 'One file that runs and loads nothing, to be read or printed' },
  { id: 'notebook', text: 'Export as Jupyter notebook', secondaryText: 'Code and outputs, to be opened in Jupyter' },
];

type ExportMenuProps = {
  /** Asked when the person has chosen. */
  load: () => ExportedRun | Promise<ExportedRun>;
  /** Small, to stand in a line of text. */
  inline?: boolean;
};

/** Keeps a run as a file. */
export function ExportMenu({ load, inline = false }: ExportMenuProps) {
  const [busy, setBusy] = useState(false);
  const save = async (kind: ExportKind) => {
    setBusy(true);
    try {
      const { exportRun } = await import('./export-run.ts');
      await exportRun(await load(), kind);
    } catch (error) {
      notices.put({ id: 'export', type: 'error', header: 'The run could not be exported', text: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <ButtonDropdown
      items={items}
      variant={inline ? 'inline-icon' : 'normal'}
      {...(inline ? { ariaLabel: 'Export the run' } : {})}
      loading={busy}
      expandToViewport
      onItemClick={({ detail }) => void save(detail.id === 'notebook' ? 'notebook' : 'report')}
    >
      Export
    </ButtonDropdown>
  );
}
