import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';

/** Something that could not be read, and the way to try again. */
export function LoadFailed({ what, message, onRetry }: { what: string; message: string; onRetry: () => void }) {
  return (
    <Alert type="error" header={`${what} could not be read`} action={<Button onClick={onRetry}>Try again</Button>}>
      {message}
    </Alert>
  );
}
