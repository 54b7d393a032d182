import { createServer } from 'node:http';

/** A server on another origin that answers everything, allows everybody, and notes what reached it: nothing ever should. */
export type Canary = {
  /** "http://127.0.0.1:40123", without a slash. */
  readonly origin: string;
  /** The same server by a name that is neither "localhost" nor an address of it: the page may not ask that. */
  readonly elsewhere: string;
  /** Method and path of every request, and "upgrade /path" for a socket, oldest first. */
  readonly hits: string[];
  close(): Promise<void>;
};

const HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Starts a canary on a free port of the loopback address. */
export async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    const isScript = request.url?.split('?')[0]?.endsWith('.js') === true;
    response
      .writeHead(200, { ...HEADERS, 'content-type': isScript ? 'text/javascript' : 'text/plain' })
      .end(isScript ? 'self.canary = true;' : 'a,b\n1,2\n');
  });
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the canary has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    // Chromium takes every name below "localhost" for this computer.
    elsewhere: `http://canary.localhost:${address.port}`,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
