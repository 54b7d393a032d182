import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';

/** Shown where the app itself could not start: what happened, and that nothing kept is touched. */
export function StartFailed({ error }: { error: unknown }) {
  return (
    <Box padding="xxl">
      <Alert type="error" header="Sandbank could not start">
        {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}. What was saved is still in the browser.
        Reload the page; if it happens again, close the other tabs of Sandbank first.
      </Alert>
    </Box>
  );
}
