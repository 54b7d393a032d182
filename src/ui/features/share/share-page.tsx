import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { NotFoundError } from '../../../core/app-error.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ShareWorkflow } from './share-workflow.tsx';
import './share.css';

/** The version that is to be sent, or undefined where there is none. */
async function versionOrNone(
  { callTool }: AppServices,
  id: string,
  version: number | undefined,
): Promise<LoadedWorkflow | undefined> {
  try {
    return await callTool('load_workflow', { id, ...(version === undefined ? {} : { version }) });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** One workflow, to be sent as a link or kept as a file. */
export function SharePage({ workflow: id, version }: { workflow: string; version: number | undefined }) {
  const services = useAppServices();
  const key = `${id} ${version ?? 'newest'}`;
  const loaded = useLive(key, ['workflows'], async () => ({ key, workflow: await versionOrNone(services, id, version) }));
  // Of another address there is nothing to show yet.
  const current = loaded.value?.key === key ? loaded.value : undefined;
  const workflow = current?.workflow;
  if (current !== undefined && workflow === undefined) return <NoSuchWorkflow />;
  const title = workflow === undefined ? 'Share' : `Share “${visibleText(workflow.name)}”`;
  return (
    <ContentLayout
      breadcrumbs={
        <BreadcrumbGroup
          ariaLabel="Where you are"
          items={[
            { text: 'Workflows', href: '#/workflows' },
            { text: title, href: location.hash },
          ]}
        />
      }
      header={
        <Header
          variant="h1"
          description="A link carries the workflow itself, behind its “#”: no server ever sees it, and whoever opens it sees what it is before anything happens."
        >
          {title}
        </Header>
      }
    >
      {loaded.error !== undefined && <LoadFailed what="The workflow" message={loaded.error} onRetry={loaded.reload} />}
      {workflow === undefined && loaded.error === undefined && (
        <Box textAlign="center" padding="l">
          <span role="status">
            <Spinner /> Loading the workflow
          </span>
        </Box>
      )}
      {workflow !== undefined && <ShareWorkflow key={`${workflow.id} ${workflow.version}`} workflow={workflow} />}
    </ContentLayout>
  );
}

function NoSuchWorkflow() {
  return (
    <ContentLayout header={<Header variant="h1">There is no such workflow</Header>}>
      <EmptyState title="It may have been deleted" action={<Button href="#/workflows">All workflows</Button>}>
        Only a workflow that is saved in this browser can be shared from here.
      </EmptyState>
    </ContentLayout>
  );
}
