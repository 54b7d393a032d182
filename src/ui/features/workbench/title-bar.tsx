import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import { memo, useRef } from 'react';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { CODE_ENDINGS } from './code-file.ts';
import type { WorkbenchSession, WorkbenchState } from './workbench-session.ts';

type TitleBarProps = Pick<WorkbenchState, 'workflow' | 'dirty'> & {
  session: WorkbenchSession;
  onSave: () => void;
  onFiles: (files: File[]) => void;
};

/** What is open, and the ways to open another thing and to save this one. */
export const TitleBar = memo(function TitleBar({ session, workflow, dirty, onSave, onFiles }: TitleBarProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <section className="sb-title" aria-label="What is open">
      <h1 className="sb-title-name">{workflow === null ? 'Untitled' : visibleText(workflow.name)}</h1>
      {workflow !== null && (
        <Badge color={workflow.builtin ? 'blue' : 'grey'}>{workflow.builtin ? 'Built in' : `Version ${workflow.version}`}</Badge>
      )}
      {dirty && <span className="sb-title-dirty">Unsaved</span>}
      <span className="sb-title-actions">
        <Button iconName="add-plus" onClick={() => session.openNew()}>
          New
        </Button>
        <Button iconName="folder-open" onClick={() => picker.current?.click()}>
          Open file
        </Button>
        <Button iconName="file" onClick={onSave}>
          Save
        </Button>
        <Button iconName="share" onClick={() => share(workflow, dirty, onSave)}>
          Share
        </Button>
      </span>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={`${CODE_ENDINGS},.csv,.gz`}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </section>
  );
});

/** What is saved is shared; what is not is to be saved first. */
function share(workflow: WorkbenchState['workflow'], dirty: boolean, onSave: () => void): void {
  if (workflow !== null && !dirty) {
    location.hash = `#/share?${new URLSearchParams({ workflow: workflow.id, version: String(workflow.version) })}`;
    return;
  }
  notices.put({
    id: 'share-unsaved',
    type: 'info',
    header: 'Save it first',
    text: 'What is shared is a version that is saved.',
    action: {
      label: 'Save',
      run: () => {
        notices.dismiss('share-unsaved');
        onSave();
      },
    },
  });
}
