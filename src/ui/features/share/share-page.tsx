import Header from '@cloudscape-design/components/header';
import ContentLayout from '@cloudscape-design/components/content-layout';

/** One workflow, to be sent as a link or kept as a file. */
export function SharePage({ workflow, version }: { workflow: string; version: number | undefined }) {
  return (
    <ContentLayout header={<Header variant="h1">Share</Header>}>
      {workflow} {version}
    </ContentLayout>
  );
}
