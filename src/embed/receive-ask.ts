import type { EmbedCapability } from '../core/embedding.ts';
import { grantAskSchema, grantTakenSchema, type GrantAsk, type GrantWindowMessage } from '../protocol/embed.ts';

/** What the page that opened this window wants to be decided. `answer` tells it (null: refused), and says whether the page has heard it. */
export type ReceivedAsk = GrantAsk & { answer(granted: EmbedCapability[] | null): Promise<boolean> };

/** A window that is closed before its answer is heard would take the answer with it. */
const TAKEN_WITHIN_MS = 4000;

/**
 * In the window: asks the page that opened it. Undefined where none did, or one of another origin, which is told nothing: all that is sent is
 * addressed to this page's own origin.
 */
export function receiveAsk(opener: Window | null, withinMs = 5000): Promise<ReceivedAsk | undefined> {
  if (opener === null) return Promise.resolve(undefined);
  const say = (message: GrantWindowMessage): void => opener.postMessage(message, location.origin);
  const ask = heard(opener, withinMs, (data) => {
    const asked = grantAskSchema.safeParse(data).data;
    if (asked === undefined) return undefined;
    const { nonce } = asked;
    const answer = async (granted: EmbedCapability[] | null): Promise<boolean> => {
      const taken = heard(opener, TAKEN_WITHIN_MS, (said) => grantTakenSchema.safeParse(said).data?.nonce === nonce || undefined);
      say({ sandbank: 'grant', type: 'answer', nonce, granted });
      return (await taken) === true;
    };
    return { ...asked, answer };
  });
  say({ sandbank: 'grant', type: 'ready' });
  return ask;
}

/** The first message of that window, of this page's own origin, that `read` makes something of; undefined where none comes in time. */
function heard<T>(from: Window, withinMs: number, read: (data: unknown) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    const settle = (found: T | undefined): void => {
      removeEventListener('message', onMessage);
      clearTimeout(timer);
      resolve(found);
    };
    const onMessage = ({ data, source, origin }: MessageEvent<unknown>): void => {
      const found = source === from && origin === location.origin ? read(data) : undefined;
      if (found !== undefined) settle(found);
    };
    const timer = setTimeout(settle, withinMs, undefined);
    addEventListener('message', onMessage);
  });
}
