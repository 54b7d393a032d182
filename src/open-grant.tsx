import { createRoot } from 'react-dom/client';
import { receiveAsk } from './embed/receive-ask.ts';
import { FramedNotice } from './ui/framed-notice.tsx';
import { GrantPage } from './ui/grant-page.tsx';

/** The window in which the person decides what an embedding page may do. It makes nothing of the app, and keeps nothing. */
export function openGrant(place: HTMLElement): void {
  const root = createRoot(place);
  if (window.top !== window.self)
    return root.render(<FramedNotice>What a page may do is decided in a window of its own, never in a frame.</FramedNotice>);
  const asked = receiveAsk(window.opener as Window | null);
  root.render(<GrantPage asked={asked} onDone={() => window.close()} />);
}
