import { z } from 'zod';

/**
 * From the window in which the person signed in to the page that opened it. Not by `window.opener` alone: the sign-in's pages may have cut it. By
 * that too: a page in another site's frame has a storage of its own, into which no channel of this window reaches. Other pages of
 * this origin may hear it; without the secrets of the page that asked, it is worth nothing.
 */
const NAME = 'sandbank.sign_in';

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('returned'), parameters: z.string().max(20_000) }),
  z.object({ kind: z.literal('taken'), state: z.string() }),
]);

/** How long the page that asked has to say that it took it. */
const TAKEN_WITHIN_MS = 4000;

type Message = z.infer<typeof messageSchema>;

/** In the window: hands the issuer's answer over; whether a page took it. */
export async function handOver(parameters: URLSearchParams): Promise<boolean> {
  const end = new AbortController();
  try {
    return await new Promise<boolean>((resolve) => {
      const channel = listen(end.signal, (message) => {
        if (message.kind === 'taken' && message.state === parameters.get('state')) resolve(true);
      });
      setTimeout(resolve, TAKEN_WITHIN_MS, false);
      const returned: Message = { kind: 'returned', parameters: parameters.toString() };
      channel.postMessage(returned);
      (window.opener as Window | null)?.postMessage(returned, location.origin);
    });
  } finally {
    end.abort();
  }
}

/** In the page: the answer to the sign-in of this `state`, whenever it comes; `signal` ends the waiting, and nothing comes then. */
export function awaitReturn(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const end = new AbortController();
  return new Promise((resolve) => {
    listen(AbortSignal.any([signal, end.signal]), (message, answer) => {
      if (message.kind !== 'returned') return;
      const parameters = new URLSearchParams(message.parameters);
      if (parameters.get('state') !== state) return;
      answer({ kind: 'taken', state });
      end.abort();
      resolve(parameters);
    });
  });
}

/** Hears both ways, until `signal` fires; each message can be answered on the way that it came. */
function listen(signal: AbortSignal, hear: (message: Message, answer: (message: Message) => void) => void): BroadcastChannel {
  const channel = new BroadcastChannel(NAME);
  signal.addEventListener('abort', () => channel.close(), { once: true });
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data).data;
    if (message !== undefined) hear(message, (answer) => channel.postMessage(answer));
  });
  const onMessage = ({ data, source, origin }: MessageEvent<unknown>): void => {
    const message = origin === location.origin ? messageSchema.safeParse(data).data : undefined;
    if (message !== undefined) hear(message, (answer) => source?.postMessage(answer, { targetOrigin: location.origin }));
  };
  addEventListener('message', onMessage, { signal });
  return channel;
}
