import type { EmbedCapability } from '../core/embedding.ts';
import { grantAskSchema, type GrantAsk, type GrantWindowMessage } from '../protocol/embed.ts';

/** What the page that opened this window wants to be decided; `answer` tells it. Null: refused. */
export type ReceivedAsk = GrantAsk & { answer(granted: EmbedCapability[] | null): void };

/**
 * In the window: asks the page that opened it. Undefined where none did, or one of another origin, which is told nothing: all that is sent is
 * addressed to this page's own origin.
 */
export function receiveAsk(opener: Window | null, withinMs = 10_000): Promise<ReceivedAsk | undefined> {
  if (opener === null) return Promise.resolve(undefined);
  const say = (message: GrantWindowMessage): void => opener.postMessage(message, location.origin);
  return new Promise((resolve) => {
    const onMessage = ({ data, source, origin }: MessageEvent<unknown>): void => {
      if (source !== opener || origin !== location.origin) return;
      const ask = grantAskSchema.safeParse(data).data;
      if (ask === undefined) return;
      const { nonce } = ask;
      settle({ ...ask, answer: (granted) => say({ sandbank: 'grant', type: 'answer', nonce, granted }) });
    };
    const settle = (ask: ReceivedAsk | undefined): void => {
      removeEventListener('message', onMessage);
      clearTimeout(timer);
      resolve(ask);
    };
    const timer = setTimeout(() => settle(undefined), withinMs);
    addEventListener('message', onMessage);
    say({ sandbank: 'grant', type: 'ready' });
  });
}
