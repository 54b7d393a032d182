import { ConnectionError } from './errors.ts';
import { FrameClient } from './frame-client.ts';
import type { ConnectOptions, SandbankClient } from './types.ts';

/**
 * Connects to the Sandbank that a frame of this page shows, at an address with `?embed`.
 * Rejects with `PolicyError` where this page may not embed it, `ConnectionError` where it never answered (the message names likely causes),
 * or the reason of `signal`.
 */
export async function connectSandbank(iframe: HTMLIFrameElement, options: ConnectOptions): Promise<SandbankClient> {
  const { origin } = options;
  const right = URL.parse(origin)?.origin;
  if (right !== origin)
    throw new ConnectionError(
      `origin: got ${JSON.stringify(origin)}, wants an origin such as "${right ?? 'https://sandbank.example.com'}"`,
    );
  const shown = URL.parse(iframe.src)?.origin;
  if (shown !== undefined && shown !== 'null' && shown !== origin)
    throw new ConnectionError(`The frame shows ${iframe.src}, which is not of the origin ${origin}: mend one of them.`);
  const client = new FrameClient(iframe, options);
  await client.connect();
  return client;
}
