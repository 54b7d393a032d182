import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { capabilityIds, type CapabilityId } from '../../../core/share/shared-workflow.ts';
import { CodeFindingsView } from '../../components/code-findings/code-findings-view.tsx';
import { capabilityNames } from '../../components/code-findings/finding-groups.ts';
import type { CodeFindingsState } from '../../components/code-findings/use-code-findings.ts';
import { visibleText } from '../../components/visible-text.ts';

const DESCRIPTIONS: Record<CapabilityId, string> = {
  query: 'SQL on the connection that is chosen where it runs.',
  read_files: 'What lies in the workspace of whoever runs it.',
  write_files: 'What it writes is kept in their workspace.',
  aws: 'Calls with their own credentials, within their own policy. Refused unless they allow it.',
};

type CapabilitiesPartProps = {
  findings: CodeFindingsState;
  chosen: readonly CapabilityId[];
  onChoose: (capabilities: readonly CapabilityId[]) => void;
};

/** What the workflow asks its receiver for: as read from the code, and as the sender says. */
export function CapabilitiesPart({ findings, chosen, onChoose }: CapabilitiesPartProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Read from the code; change it where you know better. Whoever runs it grants or refuses each by themselves."
        >
          What it asks for
        </Header>
      }
    >
      <SpaceBetween size="s">
        {capabilityIds.map((id) => (
          <Checkbox
            key={id}
            checked={chosen.includes(id)}
            description={DESCRIPTIONS[id]}
            onChange={({ detail }) => onChoose(detail.checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
          >
            {capabilityNames[id]}
          </Checkbox>
        ))}
        {findings.state === 'loading' && <StatusIndicator type="loading">Reading the code</StatusIndicator>}
        {findings.state === 'failed' && (
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <StatusIndicator type="warning">
              The code could not be read: {visibleText(findings.message)} Say yourself what it needs.
            </StatusIndicator>
            <Button variant="inline-link" onClick={findings.retry}>
              Read it again
            </Button>
          </SpaceBetween>
        )}
        {findings.state === 'ready' && (
          <ExpandableSection headerText="What the code touches" headingTagOverride="h3">
            <CodeFindingsView findings={findings.findings} />
          </ExpandableSection>
        )}
        {findings.state === 'ready' && chosen.length === 0 && (
          <Box color="text-body-secondary">It asks for nothing: it only computes.</Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
