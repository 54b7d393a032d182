import Alert from '@cloudscape-design/components/alert';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import type { OpenedBackup } from '../../../core/ports/backup.ts';
import { useAppServices } from '../../app-services.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { visibleText } from '../../components/visible-text.ts';
import { OpenedView } from './opened-view.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useTask } from './use-task.ts';
import './backup.css';

type Opened = { file: File; backup: OpenedBackup; nth: number };

/** Looks through an archive, shows what is in it beside what is here, and restores it when the person says so. */
export function OpenSection() {
  const { backup } = useAppServices();
  const input = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const { task, run, cancel } = useTask();
  const openButton = useFocusAfter<ButtonProps.Ref>(`${task.state} ${opened?.nth}`);

  const open = async (file: File): Promise<void> => {
    const nth = (opened?.nth ?? 0) + 1;
    setOpened(undefined);
    const found = await run(async (options) => (await backup()).open(file, options));
    if (found !== undefined) setOpened({ file, backup: found, nth });
  };

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description="Opening only looks: nothing is written before you have seen what is in it and press Restore."
            actions={
              <Button ref={openButton} loading={task.state === 'working'} onClick={() => input.current?.click()}>
                Open a back-up
              </Button>
            }
          >
            Open a back-up
          </Header>
        }
      >
        <SpaceBetween size="m">
          {task.state === 'idle' &&
            opened === undefined &&
            'A restore merges: what is here already stays, whatever the back-up holds.'}
          {opened !== undefined && (
            <span>
              {visibleText(opened.file.name)}, {formatBytes(opened.file.size)}
            </span>
          )}
          {task.state === 'working' && (
            <TaskProgress label="Looking through the back-up" progress={task.progress} onCancel={cancel} />
          )}
          {task.state === 'failed' && (
            <Alert type="error" header="The back-up could not be opened">
              {visibleText(task.message)}
            </Alert>
          )}
        </SpaceBetween>
        <input
          ref={input}
          type="file"
          accept=".zip,application/zip"
          className="backup-file"
          tabIndex={-1}
          aria-label="Back-up to open"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // So that the same file can be chosen again.
            currentTarget.value = '';
            if (file !== undefined) void open(file);
          }}
        />
      </Container>
      {opened !== undefined && (
        <OpenedView
          key={opened.nth}
          backup={opened.backup}
          onClose={() => setOpened(undefined)}
          onAgain={() => void open(opened.file)}
        />
      )}
    </SpaceBetween>
  );
}
