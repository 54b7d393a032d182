import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMemo } from 'react';
import { NotFoundError } from '../../../core/app-error.ts';
import type { Run } from '../../../core/run.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { CodeView } from '../../components/code-view.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { JsonView } from '../../components/json-view/json-view.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { RunOutput } from '../../components/run-output/run-output.tsx';
import { viewOfRun } from '../../components/run-output/run-view.ts';
import { useLive } from '../../components/use-live.ts';
import { RunButtons } from './run-buttons.tsx';
import { RunFacts } from './run-facts.tsx';
import { runTitle } from './run-routes.ts';
import './run-detail.css';

function CodePart({ run }: { run: Run }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <CopyToClipboard
              variant="button"
              textToCopy={run.code}
              copyButtonText="Copy"
              copyButtonAriaLabel="Copy the code"
              copySuccessText="Copied"
              copyErrorText="The browser did not let it be copied"
            />
          }
        >
          Code
        </Header>
      }
    >
      <CodeView
        code={run.code}
        label="Code of the run"
        {...(run.error?.line === undefined ? {} : { markedLine: run.error.line })}
      />
    </Container>
  );
}

function Everything({ run, workflowName }: { run: Run; workflowName: string | undefined }) {
  const view = useMemo(() => viewOfRun(run), [run]);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Summary</Header>}>
        <RunFacts run={run} workflowName={workflowName} />
      </Container>
      <Container disableContentPaddings header={<Header variant="h2">Output</Header>}>
        <section className="run-detail-output" aria-label="Output">
          <RunOutput view={view} />
        </section>
      </Container>
      <Container header={<Header variant="h2">Parameters</Header>}>
        {Object.keys(run.params).length === 0 ? (
          <Box color="text-body-secondary">It ran without parameters.</Box>
        ) : (
          <JsonView value={run.params} openLevels={2} />
        )}
      </Container>
      <CodePart run={run} />
    </SpaceBetween>
  );
}

/** The run, or undefined where the log has none of that id. */
async function runOrNone(callTool: AppServices['callTool'], id: string): Promise<Run | undefined> {
  try {
    return await callTool('get_run', { run_id: id });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function NoSuchRun() {
  return (
    <ContentLayout header={<Header variant="h1">This run is not in the log</Header>}>
      <EmptyState title="It may have been deleted" action={<Button href="#/runs">All runs</Button>}>
        Older runs are deleted as Settings say, and a run is only in the browser in which it ran.
      </EmptyState>
    </ContentLayout>
  );
}

/** One run with everything that is kept of it; follows it while it goes on. */
export function RunDetail({ id }: { id: string }) {
  const { callTool } = useAppServices();
  const loaded = useLive(id, ['runs'], async () => {
    const [run, { workflows }] = await Promise.all([runOrNone(callTool, id), callTool('list_workflows', {})]);
    return { run, workflowName: workflows.find((each) => each.id === run?.workflow_id)?.name };
  });
  const run = loaded.value?.run;
  if (loaded.value !== undefined && run === undefined) return <NoSuchRun />;
  const title = run === undefined ? 'Run' : runTitle(run, loaded.value?.workflowName);
  return (
    <ContentLayout
      breadcrumbs={
        <BreadcrumbGroup
          ariaLabel="Where you are"
          items={[
            { text: 'Runs', href: '#/runs' },
            { text: title, href: location.hash },
          ]}
        />
      }
      header={
        <Header variant="h1" actions={run && <RunButtons run={run} workflowName={loaded.value?.workflowName} />}>
          {title}
        </Header>
      }
    >
      {loaded.error !== undefined && <LoadFailed what="The run" message={loaded.error} onRetry={loaded.reload} />}
      {loaded.value === undefined && loaded.error === undefined && (
        <Box textAlign="center" padding="l">
          <span role="status">
            <Spinner /> Loading the run
          </span>
        </Box>
      )}
      {run !== undefined && loaded.error === undefined && <Everything run={run} workflowName={loaded.value?.workflowName} />}
    </ContentLayout>
  );
}
