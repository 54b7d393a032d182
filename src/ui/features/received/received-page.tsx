import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useSyncExternalStore } from 'react';
import type { OpenedShare, Sharing } from '../../../core/ports/sharing.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { receivedTray, type ReceivedFile } from '../../components/received-tray.ts';
import { leaveReceived } from './leave-received.ts';
import { LockedView } from './locked-view.tsx';
import { OpenedView } from './opened-view.tsx';
import { UnreadableView } from './unreadable-view.tsx';
import { useOpening } from './use-opening.ts';
import './received.css';

const fileKeys = new WeakMap<ReceivedFile, number>();
let files = 0;

/** Another file is another page: nothing that was answered for the one before holds for it. */
function keyOf(file: ReceivedFile): number {
  const key = fileKeys.get(file) ?? ++files;
  fileKeys.set(file, key);
  return key;
}

/** A workflow that somebody sent, before anything is done with it. Without a payload, the one of the file that was opened last. */
export function ReceivedPage({ payload }: { payload: string | undefined }) {
  const file = useSyncExternalStore(receivedTray.subscribe, receivedTray.current);
  if (payload !== undefined) return <ReceivedLink key={payload} payload={payload} />;
  if (file === undefined) return <NothingReceived />;
  return <ReceivedFileView key={keyOf(file)} file={file} />;
}

function ReceivedLink({ payload }: { payload: string }) {
  const open = useCallback(
    (sharing: Sharing, passphrase?: string) => sharing.openLink(payload, ...(passphrase === undefined ? [] : [passphrase])),
    [payload],
  );
  return <Received open={open} from="link" />;
}

function ReceivedFileView({ file }: { file: ReceivedFile }) {
  const open = useCallback(
    (sharing: Sharing, passphrase?: string) => sharing.openFile(file.content, ...(passphrase === undefined ? [] : [passphrase])),
    [file],
  );
  return <Received open={open} from="file" />;
}

type ReceivedProps = { open: (sharing: Sharing, passphrase?: string) => Promise<OpenedShare>; from: 'link' | 'file' };

function Received({ open, from }: ReceivedProps) {
  const { opening, unlock, again } = useOpening(open);
  // A passphrase was sent from a field that is gone then.
  const box = useFocusAfter<HTMLDivElement>(opening.state === 'locked');
  const discard = () => leaveReceived();
  if (opening.state === 'opened')
    return (
      <div ref={box} className="received-page" tabIndex={-1}>
        <OpenedView received={opening.received} from={from} onDiscard={discard} />
      </div>
    );
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`Somebody made this ${from}. Nothing of it has run, and nothing is saved.`}>
          Received workflow
        </Header>
      }
    >
      {opening.state === 'reading' && (
        <Box textAlign="center" padding="l">
          <span role="status">
            <Spinner /> Reading the {from}
          </span>
        </Box>
      )}
      {opening.state === 'locked' && <LockedView {...opening} from={from} onUnlock={unlock} onDiscard={discard} />}
      {opening.state === 'failed' && <UnreadableView {...opening} from={from} onAgain={again} onDiscard={discard} />}
    </ContentLayout>
  );
}

function NothingReceived() {
  return (
    <ContentLayout header={<Header variant="h1">Received workflow</Header>}>
      <EmptyState title="No file is open" action={<Button href="#/workflows">Open a file on the Workflows page</Button>}>
        A file that was opened is held only while this page of the browser is open. Open it again.
      </EmptyState>
    </ContentLayout>
  );
}
