import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';

/**
 * All that is shown inside another page's frame: nothing that a click could be tricked into. The address is plain text on purpose.
 */
export function FramedNotice({ address }: { address: string }) {
  return (
    <Box padding="xxl">
      <Alert type="warning" header="Sandbank does not work inside another page">
        Open it in a tab of its own: <Box variant="code">{address}</Box>
      </Alert>
    </Box>
  );
}
