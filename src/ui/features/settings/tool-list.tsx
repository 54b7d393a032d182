import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAppServices } from '../../app-services.ts';
import { CodeView } from '../../components/code-view.tsx';

/** The tools of the console API, each with its schema: what a script or another agent can call. */
export function ToolList() {
  const { listTools } = useAppServices();
  const tools = listTools();
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${tools.length})`}
          description={
            <>
              What this page can do, a script can do too: open the browser’s console and call{' '}
              <Box variant="code">{"await sandbank.callTool('list_workflows', {})"}</Box>.
            </>
          }
        >
          Console API
        </Header>
      }
    >
      {tools.map(({ name, description, inputSchema }) => (
        <ExpandableSection key={name} headerText={<Box variant="code">{name}</Box>} headingTagOverride="h3">
          <SpaceBetween size="s">
            <Box>{description}</Box>
            <CodeView code={JSON.stringify(inputSchema, null, 2)} label={`Input schema of ${name}`} />
          </SpaceBetween>
        </ExpandableSection>
      ))}
    </Container>
  );
}
