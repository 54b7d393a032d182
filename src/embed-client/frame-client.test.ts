import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameClient } from './frame-client.ts';
import type { FromFrame, Hello, Request } from './wire.ts';

const ORIGIN = 'https://sandbank.example';

let listeners: ((event: MessageEvent<FromFrame>) => void)[] = [];
beforeEach(() => {
  listeners = [];
  vi.stubGlobal('addEventListener', (_type: string, listener: (typeof listeners)[number]) => listeners.push(listener));
});
afterEach(() => void vi.unstubAllGlobals());

/** A client that is connected to a frame which welcomes it, and what the frame hears on the port. */
async function connected(signal?: AbortSignal) {
  const { port1, port2 } = new MessageChannel();
  const heard: Request[] = [];
  port1.onmessage = ({ data }: MessageEvent<Request>) => void heard.push(data);
  const contentWindow = {
    postMessage({ nonce }: Hello) {
      const data: FromFrame = { sandbank: 'embed', type: 'welcome', nonce, protocol: 1, version: '0.1.0', granted: ['run'] };
      const event = { data, source: contentWindow, origin: ORIGIN, ports: [port2] } as unknown as MessageEvent<FromFrame>;
      for (const listener of listeners) listener(event);
    },
  };
  const iframe = { contentWindow, contentDocument: null, addEventListener: () => undefined } as unknown as HTMLIFrameElement;
  const client = new FrameClient(iframe, { origin: ORIGIN, ...(signal === undefined ? {} : { signal }) });
  await client.connect();
  return { client, heard };
}

test.each(['its signal', 'close()'])('a client that is ended by %s says so before it closes its port', async (by) => {
  const stop = new AbortController();
  const { client, heard } = await connected(stop.signal);
  const call = client.callTool('execute_code', { language: 'python', code: '' });
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  if (by === 'close()') client.close();
  else stop.abort(new Error('enough'));
  await expect(call).rejects.toThrow(by === 'close()' ? 'The client was closed.' : 'enough');
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ type: 'close' }));
});
