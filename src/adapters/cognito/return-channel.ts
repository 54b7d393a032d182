import { z } from 'zod';

/**
 * From the window in which the person signed in to the page that opened it. Not by `window.opener`: the sign-in's pages may have cut
 * it. Other pages of this origin may hear it; without the secrets of the page that asked, it is worth nothing.
 */
const NAME = 'sandbank.sign_in';

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('returned'), parameters: z.string().max(20_000) }),
  z.object({ kind: z.literal('taken'), state: z.string() }),
]);

/** How long the page that asked has to say that it took it. */
const TAKEN_WITHIN_MS = 4000;

/** In the window: hands the issuer's answer over; whether a page took it. */
export async function handOver(parameters: URLSearchParams): Promise<boolean> {
  const channel = new BroadcastChannel(NAME);
  try {
    return await new Promise<boolean>((resolve) => {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = messageSchema.safeParse(data).data;
        if (message?.kind === 'taken' && message.state === parameters.get('state')) resolve(true);
      });
      setTimeout(resolve, TAKEN_WITHIN_MS, false);
      channel.postMessage({ kind: 'returned', parameters: parameters.toString() });
    });
  } finally {
    channel.close();
  }
}

/** In the page: the answer to the sign-in of this `state`, whenever it comes; `signal` ends the waiting, and nothing comes then. */
export function awaitReturn(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(NAME);
  signal.addEventListener('abort', () => channel.close(), { once: true });
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(data).data;
      if (message?.kind !== 'returned') return;
      const parameters = new URLSearchParams(message.parameters);
      if (parameters.get('state') !== state) return;
      channel.postMessage({ kind: 'taken', state });
      channel.close();
      resolve(parameters);
    });
  });
}
