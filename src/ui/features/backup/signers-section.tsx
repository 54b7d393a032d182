import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { BackupReport } from '../../../core/ports/backup.ts';
import { countOf } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';

type SignersSectionProps = { signers: BackupReport['signers']; taken: boolean; onTaken: (taken: boolean) => void };

/** Names that the archive gives to keys. They are taken over only where the person says so: a name is what trust hangs on. */
export function SignersSection({ signers, taken, onTaken }: SignersSectionProps) {
  return (
    <ExpandableSection
      variant="container"
      headerText="Signers"
      headerDescription={`${countOf(signers.length, 'key')} that have no name here.`}
    >
      <SpaceBetween size="m">
        <Checkbox
          checked={taken}
          description="Do so only with a back-up that you made yourself: whoever made it decided who is called what."
          onChange={({ detail }) => onTaken(detail.checked)}
        >
          Take these names over
        </Checkbox>
        <Table
          variant="embedded"
          wrapLines
          items={signers}
          trackBy="key_id"
          columnDefinitions={[
            { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => visibleText(name) },
            { id: 'key', header: 'Key', cell: ({ key_id }) => visibleText(key_id) },
          ]}
          ariaLabels={{ tableLabel: 'Signers in the back-up' }}
        />
      </SpaceBetween>
    </ExpandableSection>
  );
}
