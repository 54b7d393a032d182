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
    if (isNotLoaded(this.state.error)) return <NotLoaded />;
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

/** What browsers say of a part of the app that did not come. */
function isNotLoaded(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|importing a module script/iu.test(error.message);
}

/** A part of the app that is not on this computer: without a network, or because the host has a newer version by now. */
function NotLoaded() {
  return (
    <Alert
      type="warning"
      header="This part of Sandbank is not on this computer"
      action={<Button onClick={() => location.reload()}>Reload</Button>}
    >
      It could not be fetched: there is no network, or the host has a newer version of Sandbank by now. Reload to go on; your
      code, workflows and files are kept. “Make available offline” in Settings fetches all parts beforehand.
    </Alert>
  );
}
