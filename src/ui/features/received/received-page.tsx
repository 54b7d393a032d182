import Header from '@cloudscape-design/components/header';
import ContentLayout from '@cloudscape-design/components/content-layout';

/** A workflow that somebody sent, before anything is done with it. Without a payload, the one of the file that was opened last. */
export function ReceivedPage({ payload }: { payload: string | undefined }) {
  return <ContentLayout header={<Header variant="h1">Received workflow</Header>}>{payload}</ContentLayout>;
}
