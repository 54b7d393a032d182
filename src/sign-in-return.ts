import { handOver } from './adapters/cognito/return-channel.ts';
import { takeKept, type ReturnedSignIn } from './adapters/cognito/round-trip.ts';

/**
 * What brings somebody here. "app": the app is wanted. "returned": too, after a sign-in that had left the page. "window": this is the
 * window in which somebody signed in, and shows no app; `finish` hands the answer to the page that opened it and closes this one. "grant":
 * the window in which the person decides what an embedding page may do.
 */
export type Visit =
  | { kind: 'app' }
  | { kind: 'grant' }
  | { kind: 'returned'; signIn: ReturnedSignIn }
  | { kind: 'window'; finish: (root: HTMLElement) => Promise<void> };

/** Looks at the address once, and takes the issuer's answer out of it before anything else reads it. */
export function readVisit(): Visit {
  const kept = takeKept();
  const parameters = new URLSearchParams(location.search);
  if (parameters.has('grant')) return { kind: 'grant' };
  const isAnswer = parameters.has('state') && (parameters.has('code') || parameters.has('error'));
  if (!isAnswer || window.top !== window.self) return { kind: 'app' };
  history.replaceState(null, '', location.pathname + (kept?.hash ?? ''));
  if (kept !== undefined) return { kind: 'returned', signIn: { ...kept, parameters: parameters.toString() } };
  return { kind: 'window', finish: (root) => finish(parameters, root) };
}

async function finish(parameters: URLSearchParams, root: HTMLElement): Promise<void> {
  const isTaken = await handOver(parameters);
  if (isTaken) window.close();
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.style.cssText = 'margin: 3rem auto; max-width: 32rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif';
  said.textContent = isTaken ? takenText(parameters) : 'No open page waits for this sign-in: it was closed or has given up. ';
  if (!isTaken) {
    const link = document.createElement('a');
    link.href = location.pathname;
    link.textContent = 'Open Sandbank and sign in there.';
    said.append(link);
  }
  root.replaceChildren(said);
}

function takenText(parameters: URLSearchParams): string {
  return parameters.has('error')
    ? 'The sign-in did not succeed. You can close this window; the page says why.'
    : 'Signed in. You can close this window.';
}
