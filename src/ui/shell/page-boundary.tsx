import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { errorMessage } from '../components/error-message.ts';

type PageBoundaryProps = { children: ReactNode };

/** Stands between a page that breaks and the rest of the app: says what happened, and keeps everything else going. */
export class PageBoundary extends Component<PageBoundaryProps, { error: unknown; failed: boolean }> {
  override state: { error: unknown; failed: boolean } = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const again = () => this.setState({ error: undefined, failed: false });
    return (
      <Alert
        type="error"
        header="This page has stopped working"
        action={
          <>
            <Button onClick={again}>Try again</Button> <Button onClick={() => location.reload()}>Reload</Button>
          </>
        }
      >
        {errorMessage(this.state.error)} Your code, workflows and files are kept.
      </Alert>
    );
  }
}
