import type { EmbedCapability } from '../core/embedding.ts';
import { grantWindowSchema, type GrantAsk, type GrantTaken } from '../protocol/embed.ts';

/** "blocked": the browser opened no window; "closed": it was closed, or cut off, before anything was decided. */
export type Decision = 'blocked' | 'closed' | 'refused' | EmbedCapability[];

const FEATURES = 'popup,width=600,height=760';
const LOOK_EVERY_MS = 400;

/**
 * Opens the window in which the person decides: of this page's own origin and on top, so that no embedding page can cover it or press its buttons.
 * Only what that very window says, in its answer to this very question, counts.
 */
export function decideInWindow(asked: Pick<GrantAsk, 'origin' | 'wanted' | 'granted'>): Promise<Decision> {
  const opened = window.open(new URL('?grant', location.href), '_blank', FEATURES);
  if (opened === null) return Promise.resolve('blocked');
  const nonce = crypto.randomUUID();
  return new Promise((resolve) => {
    const onMessage = ({ data, source, origin }: MessageEvent<unknown>): void => {
      if (source !== opened || origin !== location.origin) return;
      const message = grantWindowSchema.safeParse(data).data;
      if (message?.type === 'ready') {
        const ask: GrantAsk = { sandbank: 'grant', type: 'ask', nonce, ...asked };
        opened.postMessage(ask, location.origin);
      } else if (message?.nonce === nonce) {
        const { granted } = message;
        const taken: GrantTaken = { sandbank: 'grant', type: 'taken', nonce };
        opened.postMessage(taken, location.origin);
        settle(granted === null ? 'refused' : granted.filter((each) => asked.wanted.includes(each)));
      }
    };
    const settle = (decision: Decision): void => {
      removeEventListener('message', onMessage);
      clearInterval(timer);
      resolve(decision);
    };
    const timer = setInterval(() => {
      if (opened.closed) settle('closed');
    }, LOOK_EVERY_MS);
    addEventListener('message', onMessage);
  });
}
