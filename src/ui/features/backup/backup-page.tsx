import Header from '@cloudscape-design/components/header';
import ContentLayout from '@cloudscape-design/components/content-layout';

/** Everything as one archive, and back. */
export function BackupPage() {
  return <ContentLayout header={<Header variant="h1">Back-up</Header>}>{null}</ContentLayout>;
}
