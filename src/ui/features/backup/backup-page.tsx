import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { MakeSection } from './make-section.tsx';
import { OpenSection } from './open-section.tsx';

/** Everything as one archive, and back. */
export function BackupPage() {
  return (
    <ContentLayout header={<Header variant="h1">Back-up</Header>}>
      <SpaceBetween size="l">
        <MakeSection />
        <OpenSection />
      </SpaceBetween>
    </ContentLayout>
  );
}
