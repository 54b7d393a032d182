import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LanguageId } from '../../../core/run.ts';
import { missing, type SendProps } from './link-part.tsx';
import { useFileSaving, useWorkflowFile } from './use-workflow-file.ts';

const SCRIPTS: Record<LanguageId, { what: string; about: string }> = {
  python: {
    what: 'Python script',
    about: 'A .py file for Python 3.9 or newer. Its queries go to Athena by boto3, with the credentials of whoever runs it.',
  },
  javascript: {
    what: 'JavaScript file',
    about: 'A file for Node 20 or newer. Its queries go to Athena by the AWS SDK, with the credentials of whoever runs it.',
  },
  sql: { what: 'SQL file', about: 'For Athena’s own console. Parameters are filled in with their defaults.' },
};

/** The workflow as a file: to be opened in Sandbank, or to be run without it. */
export function FilesPart(props: SendProps) {
  const { sent, options } = props;
  const { save, problem } = useFileSaving();
  const file = useWorkflowFile(props);
  const reason = missing(sent, options);
  const { draft } = sent;
  const script = SCRIPTS[draft.language];
  const runnable = async () => {
    const { runnableScript } = await import('./script/runnable-script.ts');
    return runnableScript(draft);
  };
  return (
    <Container header={<Header variant="h2">Files</Header>}>
      <SpaceBetween size="m">
        {problem !== undefined && (
          <Alert type="error" header="The file could not be made">
            {problem}
          </Alert>
        )}
        <ColumnLayout columns={2}>
          <SpaceBetween size="xs">
            <Box variant="h3">Workflow file</Box>
            <Box>
              What the link carries, protected alike, in a file: for what is too long for a link. It is opened in Sandbank.
            </Box>
            <Button
              iconName="download"
              disabled={reason !== undefined}
              {...(reason === undefined ? {} : { disabledReason: reason })}
              onClick={() => void save(file)}
            >
              Download workflow file
            </Button>
          </SpaceBetween>
          <SpaceBetween size="xs">
            <Box variant="h3">{script.what}</Box>
            <Box>
              {script.about} It runs without Sandbank, and outside of its sandbox.
              {sent.blocked && ' It holds the keys and account ids that were found above.'}
            </Box>
            <Button iconName="download" onClick={() => void save(runnable)}>
              {`Download ${script.what}`}
            </Button>
          </SpaceBetween>
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}
