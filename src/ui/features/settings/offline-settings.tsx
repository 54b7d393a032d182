import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, useSyncExternalStore } from 'react';
import type { Offline, OfflineState } from '../../../core/ports/offline.ts';
import { errorMessage } from '../../components/error-message.ts';
import { installPrompt } from '../../components/install-prompt.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useOnline } from '../../components/use-online.ts';
import { OfflineFilesView } from './offline-files.tsx';
import { useOfflineState } from './use-offline-state.ts';

/** What came of looking for a newer version. */
type Looked = { text: string; failed: boolean };

/** What there is without a network, and the app as a program of its own. */
export function OfflineSettings() {
  const shown = useOfflineState();
  const { offline, state, problem } = shown;
  const [looked, setLooked] = useState<Looked>();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Without a network everything works but AWS and models on other hosts."
          actions={<Actions offline={offline} state={state} onLooked={setLooked} />}
        >
          Offline
        </Header>
      }
    >
      <SpaceBetween size="m">
        {problem !== undefined && <LoadFailed what="What is kept of the app" message={problem} onRetry={shown.look} />}
        <Kept state={state} />
        {looked !== undefined && (
          <div role="status">
            {looked.failed ? (
              <Alert type="warning" header="Whether there is a newer version is not known">
                {looked.text}
              </Alert>
            ) : (
              <StatusIndicator type="info">{looked.text}</StatusIndicator>
            )}
          </div>
        )}
        {offline !== undefined && state?.kept.kind === 'ready' && (
          <OfflineFilesView offline={offline} files={shown.files} onEnd={shown.look} />
        )}
        {state?.failure !== undefined && state.kept.kind !== 'missing' && <Failure {...state.failure} />}
      </SpaceBetween>
    </Container>
  );
}

function Kept({ state }: { state: OfflineState | undefined }) {
  const online = useOnline();
  if (state?.kept.kind === 'impossible') return <StatusIndicator type="stopped">{state.kept.why}</StatusIndicator>;
  if (state?.kept.kind === 'missing')
    return <StatusIndicator type="warning">{missingText(state.failure?.reason)}</StatusIndicator>;
  if (state?.kept.kind !== 'ready')
    return <StatusIndicator type="in-progress">The browser fetches what the app needs to open without a network</StatusIndicator>;
  return (
    <StatusIndicator type="success">
      Sandbank opens without a network{online ? '' : '. There is none now: AWS and models on other hosts are out of reach'}
    </StatusIndicator>
  );
}

function missingText(reason: NonNullable<OfflineState['failure']>['reason'] | undefined): string {
  const why =
    reason === 'full'
      ? 'there was no room. Delete runs or files that you no longer need, then reload this page.'
      : 'not all of what it needs for that arrived whole. Reload this page to have it fetched again.';
  return `Sandbank does not open without a network: ${why}`;
}

function Failure({ reason, message }: NonNullable<OfflineState['failure']>) {
  return reason === 'full' ? (
    <Alert type="warning" header="There is no room for the newest version">
      The space that the browser gives this site is full. Delete runs or files that you no longer need, then look for a new
      version.
    </Alert>
  ) : (
    <Alert type="info" header="The newest version could not be fetched">
      What the host has is not the version that it says it has, or did not arrive ({message}). The version before goes on; it is
      tried again at each visit.
    </Alert>
  );
}

type ActionsProps = { offline: Offline | undefined; state: OfflineState | undefined; onLooked: (looked: Looked) => void };

/** Installing is offered where the browser lets the page ask. */
function Actions({ offline, state, onLooked }: ActionsProps) {
  const installable = useSyncExternalStore(installPrompt.subscribe, installPrompt.isOffered);
  const check = async () => {
    try {
      const isNewer = await offline?.check();
      onLooked({
        text: isNewer === true ? 'A newer version is on its way or ready' : 'This is the newest version',
        failed: false,
      });
    } catch (error) {
      onLooked({ text: errorMessage(error), failed: true });
    }
  };
  if (state === undefined || state.kept.kind === 'impossible') return null;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {state.kept.kind !== 'missing' && <Button onClick={() => void check()}>Look for a new version</Button>}
      {installable && (
        <Button iconName="download" onClick={() => void installPrompt.ask()}>
          Install
        </Button>
      )}
    </SpaceBetween>
  );
}
