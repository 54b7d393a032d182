import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { errorMessage } from './error-message.ts';
import { forgetFailed } from './lazy-part.tsx';

type BoundaryProps = {
  children: ReactNode;
  /** Stands in the place of a part that did not come, where there is no room for more. */
  missing?: ReactNode;
  /** Told that a part did not come, where something else is to be shown for it. */
  onMissing?: () => void;
};

/** Stands between a part of the app that breaks, or does not come, and the rest: says what happened, and keeps everything else going. */
export class Boundary extends Component<BoundaryProps, { error: unknown; failed: boolean }> {
  override state: { error: unknown; failed: boolean } = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
    if (!isNotLoaded(error)) return;
    forgetFailed();
    this.props.onMissing?.();
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { missing } = this.props;
    const again = () => this.setState({ error: undefined, failed: false });
    if (isNotLoaded(this.state.error)) return missing === undefined ? <NotLoaded onRetry={again} /> : missing;
    return (
      <div className="sb-boundary">
        <Alert type="error" header="This page has stopped working" action={<Actions onRetry={again} />}>
          {errorMessage(this.state.error)} Your code, workflows and files are kept.
        </Alert>
      </div>
    );
  }
}

/** What browsers, and the loader of styles, say of a part of the app that did not come. */
export function isNotLoaded(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|importing a module script|preload CSS/iu.test(error.message);
}

/** What to do about it: the person may have no network, or a tab of a version that the host no longer has. */
export const notLoadedText =
  'It could not be fetched: there is no network, or the host has a newer version of Sandbank by now. Take the update if one is offered, else try again when the network is back; your code, workflows and files are kept. “Make available offline” in Settings fetches all parts beforehand.';

export const notLoadedHeader = 'This part of Sandbank is not on this computer';

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="sb-boundary">
      <Alert type="warning" header={notLoadedHeader} action={<Actions onRetry={onRetry} />}>
        {notLoadedText}
      </Alert>
    </div>
  );
}

function Actions({ onRetry }: { onRetry: () => void }) {
  return (
    <>
      <Button onClick={onRetry}>Try again</Button> <Button onClick={() => location.reload()}>Reload</Button>
    </>
  );
}
