import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { BackupCounts, BackupParts, MadeBackup } from '../../../core/ports/backup.ts';
import { useAppServices } from '../../app-services.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { archiveName, chooseSink } from './backup-sink.ts';
import { Sentences } from './sentences.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useTask } from './use-task.ts';

const EVERYTHING: BackupParts = { runs: true, files: true, conversations: true };

function partLabel(part: keyof BackupParts, counts: BackupCounts | undefined): string {
  if (counts === undefined) return { runs: 'Runs', files: 'Files', conversations: 'Conversations' }[part];
  if (part === 'files') return `${countOf(counts.files, 'file')} of the workspace (${formatBytes(counts.file_bytes)})`;
  return countOf(counts[part], part === 'runs' ? 'run' : 'conversation');
}

const descriptions = {
  runs: 'With what they printed, their tables and charts. One that is running is written as interrupted.',
  files: 'With their content, and the names of the tables that are made of them.',
  conversations: 'With the code and the answers in them.',
} as const satisfies Record<keyof BackupParts, string>;

/** Everything into one file. What is never in it is said before. */
export function MakeSection() {
  const { backup } = useAppServices();
  const counted = useLive('backup', ['workflows', 'runs', 'files', 'conversations', 'tables'], async () =>
    (await backup()).counts(),
  );
  const [parts, setParts] = useState(EVERYTHING);
  const [made, setMade] = useState<MadeBackup>();
  const { task, run, cancel } = useTask();
  const makeButton = useFocusAfter<ButtonProps.Ref>(task.state);
  const counts = counted.value;

  const make = async (): Promise<void> => {
    setMade(undefined);
    const result = await run(async (options) => {
      const sink = await chooseSink(archiveName(new Date()));
      return sink && (await (await backup()).make(parts, sink, options));
    });
    if (result !== undefined) setMade(result);
  };

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="One file with everything that you keep here, to be kept elsewhere or opened in another browser."
          actions={
            <Button ref={makeButton} variant="primary" loading={task.state === 'working'} onClick={() => void make()}>
              Make a back-up
            </Button>
          }
        >
          Make a back-up
        </Header>
      }
    >
      <SpaceBetween size="m">
        {counted.error !== undefined && <LoadFailed what="What there is" message={counted.error} onRetry={counted.reload} />}
        <Box>
          {counts === undefined ? 'Workflows' : countOf(counts.workflows, 'workflow')} with all versions, when each last ran, and
          your settings (appearance, limits, retention, chat) are always in it.
        </Box>
        {(['runs', 'files', 'conversations'] as const).map((part) => (
          <Checkbox
            key={part}
            checked={parts[part]}
            disabled={task.state === 'working'}
            description={descriptions[part]}
            onChange={({ detail }) => setParts({ ...parts, [part]: detail.checked })}
          >
            {partLabel(part, counts)}
          </Checkbox>
        ))}
        <Box color="text-body-secondary">
          Never in it: keys of models and the models you set up, the AWS set-up and its sign-in, the key that you sign with, the
          log of calls to AWS, files on your disk that are only open here, and what stands unsaved in the editor. The file is not
          encrypted: whoever has it can read it.
        </Box>
        {task.state === 'working' && <TaskProgress label="Making the back-up" progress={task.progress} onCancel={cancel} />}
        {task.state === 'failed' && (
          <Alert type="error" header="No back-up was made">
            {task.message}
          </Alert>
        )}
        {made !== undefined && <Made made={made} />}
      </SpaceBetween>
    </Container>
  );
}

function Made({ made: { bytes, counts, left_out } }: { made: MadeBackup }) {
  const parts = [
    `${countOf(counts.workflows, 'workflow')} (${countOf(counts.versions, 'version')})`,
    countOf(counts.runs, 'run'),
    countOf(counts.files, 'file'),
    countOf(counts.conversations, 'conversation'),
  ];
  return (
    <>
      <Alert type="success" header={`The back-up is made: ${formatBytes(bytes)}`}>
        It holds {parts.join(', ')}.
      </Alert>
      {left_out.length > 0 && (
        <Alert type="warning" header={`${countOf(left_out.length, 'thing')} could not be taken into it`}>
          <Sentences sentences={left_out} />
        </Alert>
      )}
    </>
  );
}
