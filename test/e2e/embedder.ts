import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { distFolder, projectRoot } from '../../scripts/setup/project.mjs';

/** A page with an empty frame, in which a test does what it likes; the client's module is `window.embedClient`. */
const BENCH = `<!doctype html><meta charset="utf-8"><title>Embedder</title>
<iframe id="sandbank" title="Sandbank" style="width: 98vw; height: 90vh"></iframe>
<script type="module">window.embedClient = await import('./embed-client.js');</script>`;

/** A server of a site that embeds the app: the documented example, the client that is beside the app, and a page for tests. */
export type Embedder = {
  /** Another site than the app's, so that the browser parts the storage: "http://127.0.0.1:40123". */
  readonly cross: string;
  /** Another origin of the app's own site: "http://localhost:40123". */
  readonly same: string;
  /** Names that no configuration allows: "http://evil.localhost:40123". */
  readonly evil: string;
  readonly hosts: RegExp;
  close(): Promise<void>;
};

export async function startEmbedder(): Promise<Embedder> {
  const files: Record<string, { type: string; body: string }> = {
    '/embed.html': { type: 'text/html', body: readFileSync(path.join(projectRoot, 'docs/examples/embed.html'), 'utf8') },
    '/embed-client.js': { type: 'text/javascript', body: readFileSync(path.join(distFolder, 'embed-client.js'), 'utf8') },
    '/bench.html': { type: 'text/html', body: BENCH },
  };
  const server = createServer(({ url = '/' }, response) => {
    const file = files[url.split('?')[0] ?? ''];
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedder has no port');
  const { port } = address;
  return {
    cross: `http://127.0.0.1:${port}`,
    same: `http://localhost:${port}`,
    evil: `http://evil.localhost:${port}`,
    hosts: new RegExp(`^request: GET http://[a-z0-9.]+:${port}/`, 'u'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
