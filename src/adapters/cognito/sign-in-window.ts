import { AwsError } from '../../core/app-error.ts';

const FEATURES = 'popup,width=520,height=760';
const LOOK_EVERY_MS = 400;
/** The window closes itself when its answer was taken; it may be seen closed before the answer is. */
const GRACE_MS = 1500;

/** Opens an empty window; only within a click. Throws "PopupBlocked". */
export function openSignInWindow(): Window {
  const opened = window.open('', '_blank', FEATURES);
  if (opened !== null) return opened;
  throw new AwsError(
    'PopupBlocked',
    'The browser has blocked the window to sign in with. Allow windows of this page, or sign in without one: the page is left for it, and comes back.',
  );
}

/** When the window was closed, or has moved to where this page cannot see it any more: pages of the issuer may cut the tie. */
export async function windowClosed(opened: Window, signal: AbortSignal): Promise<void> {
  while (!opened.closed && !signal.aborted) await new Promise((resolve) => void setTimeout(resolve, LOOK_EVERY_MS));
  await new Promise((resolve) => void setTimeout(resolve, GRACE_MS));
}
