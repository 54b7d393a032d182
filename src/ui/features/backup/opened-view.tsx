import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type Ref } from 'react';
import type { OpenedBackup, RestoreChoices, RestoredBackup } from '../../../core/ports/backup.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ContainedCode } from './contained-code.tsx';
import { ItemsSection } from './items-section.tsx';
import { RunsSection } from './runs-section.tsx';
import { Sentences } from './sentences.tsx';
import { SignersSection } from './signers-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useTask } from './use-task.ts';

const CAREFUL: RestoreChoices = {
  workflows: 'both',
  files: 'both',
  conversations: 'both',
  runs: 'all',
  settings: 'mine',
  signers: false,
};

type OpenedViewProps = { backup: OpenedBackup; onClose: () => void; onAgain: () => void };

/** What an archive holds beside what is here, what is to be done where they differ, and the button that does it. */
export function OpenedView({ backup, onClose, onAgain }: OpenedViewProps) {
  const { report } = backup;
  const [choices, setChoices] = useState(CAREFUL);
  const [asking, setAsking] = useState(false);
  const [code, setCode] = useState<{ id: string; name: string }>();
  const [restored, setRestored] = useState<RestoredBackup>();
  const { task, run, cancel } = useTask();
  const outcome = useFocusAfter<AlertProps.Ref>(restored);
  const restoreButton = useFocusAfter<ButtonProps.Ref>(task.state);
  const choose = (change: Partial<RestoreChoices>) => setChoices({ ...choices, ...change });
  const restore = async (): Promise<void> => {
    setAsking(false);
    const done = await run((options) => backup.restore(choices, options));
    if (done !== undefined) setRestored(done);
  };
  const isTight = report.free_bytes !== undefined && report.needed_bytes > report.free_bytes;
  if (restored !== undefined) return <Outcome ref={outcome} restored={restored} onAgain={onAgain} onClose={onClose} />;

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description="Whoever made the file decided what is in it. Names and code below are shown as text; nothing of it runs."
          >
            What is in it
          </Header>
        }
      >
        <SpaceBetween size="m">
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'Made', value: formatUtcMinute(report.made_at) },
              { label: 'By', value: `Sandbank ${visibleText(report.app_version)}` },
              {
                label: 'Takes about',
                value:
                  report.free_bytes === undefined
                    ? formatBytes(report.needed_bytes)
                    : `${formatBytes(report.needed_bytes)} of ${formatBytes(report.free_bytes)} that are free`,
              },
            ]}
          />
          {isTight && (
            <Alert type="warning" header="The browser may not have room for all of it">
              What cannot be kept is said when it happens, and what was restored until then stays. Leave a kind out, or free space
              first.
            </Alert>
          )}
          {report.unreadable_count > 0 && (
            <Alert type="warning" header={`${countOf(report.unreadable_count, 'thing')} in it will not be restored`}>
              <Sentences sentences={report.unreadable} count={report.unreadable_count} />
            </Alert>
          )}
        </SpaceBetween>
      </Container>
      <ItemsSection
        title="Workflows"
        one="workflow"
        items={report.workflows}
        choice={choices.workflows}
        onChoice={(workflows) => choose({ workflows })}
        onCode={setCode}
      />
      <RunsSection runs={report.runs} choice={choices.runs} onChoice={(runs) => choose({ runs })} />
      <ItemsSection
        title="Files"
        one="file"
        items={report.files}
        note={
          report.tables.add.length === 0
            ? undefined
            : `${countOf(report.tables.add.length, 'table')} made of them: ${report.tables.add.join(', ')}.`
        }
        choice={choices.files}
        onChoice={(files) => choose({ files })}
      />
      <ItemsSection
        title="Conversations"
        one="conversation"
        items={report.conversations}
        note="One that was set to ask nobody comes back asking before it changes anything."
        choice={choices.conversations}
        onChoice={(conversations) => choose({ conversations })}
      />
      <SettingsSection settings={report.settings} choice={choices.settings} onChoice={(settings) => choose({ settings })} />
      {report.signers.length > 0 && (
        <SignersSection signers={report.signers} taken={choices.signers} onTaken={(signers) => choose({ signers })} />
      )}
      <Container>
        <SpaceBetween size="m">
          {task.state === 'working' && <TaskProgress label="Restoring" progress={task.progress} onCancel={cancel} />}
          {task.state === 'failed' && (
            <Alert type="error" header="The back-up could not be restored">
              {visibleText(task.message)}
            </Alert>
          )}
          <SpaceBetween direction="horizontal" size="xs">
            <Button ref={restoreButton} variant="primary" loading={task.state === 'working'} onClick={() => setAsking(true)}>
              Restore
            </Button>
            <Button disabled={task.state === 'working'} onClick={onClose}>
              Close it
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
      {asking && (
        <ConfirmDialog
          header="Restore the back-up?"
          confirm="Restore now"
          dismiss="Not yet"
          onConfirm={() => void restore()}
          onDismiss={() => setAsking(false)}
        >
          It is merged into what is here, and there is no button that undoes it: what came would have to be deleted one by one.
          Nothing that is here goes away. If you want to be able to go back, press “Not yet” and make a back-up first, above.
        </ConfirmDialog>
      )}
      {code !== undefined && (
        <ContainedCode name={code.name} versions={backup.versions(code.id)} onDismiss={() => setCode(undefined)} />
      )}
    </SpaceBetween>
  );
}

type OutcomeProps = { restored: RestoredBackup; ref: Ref<AlertProps.Ref>; onAgain: () => void; onClose: () => void };

function Outcome({ restored, ref, onAgain, onClose }: OutcomeProps) {
  const { added, settings, stopped } = restored;
  const parts = [
    `${countOf(added.workflows, 'workflow')} (${countOf(added.versions, 'version')})`,
    countOf(added.runs, 'run'),
    `${countOf(added.files, 'file')} (${formatBytes(added.file_bytes)})`,
    countOf(added.conversations, 'conversation'),
    countOf(added.tables, 'table'),
  ];
  const said = `Added: ${parts.join(', ')}${settings ? '; your settings are those of the back-up' : ''}.`;
  if (stopped === undefined)
    return (
      <Alert ref={ref} type="success" header="The back-up is restored" action={<Button onClick={onClose}>Close it</Button>}>
        {said}
      </Alert>
    );
  return (
    <Alert
      ref={ref}
      type="warning"
      header="The restore stopped before its end"
      action={<Button onClick={onAgain}>Look through it again</Button>}
    >
      {visibleText(stopped)} {said} That stays; restoring again goes on from there.
    </Alert>
  );
}
