import { createServer as createHttpServer } from 'node:http';
import { createServer } from '@copilotkit/aimock';
import type { TestProject } from 'vitest/node';
import './aimock-address.ts';

/**
 * Lends mocks of the model providers to the browser tests, over real HTTP, on free ports of this machine: each request for one starts a
 * new one and answers its address, so that files that run at the same time script none but their own.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const lent: Awaited<ReturnType<typeof createServer>>['server'][] = [];
  const lender = createHttpServer((_request, response) => {
    createServer([], { port: 0, logLevel: 'silent', strict: true }).then(
      ({ server, url }) => {
        lent.push(server);
        response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end(url);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  await new Promise<void>((resolve) => lender.listen(0, '127.0.0.1', resolve));
  const address = lender.address();
  if (address === null || typeof address === 'string') throw new Error('the lender of mocks has no port');
  project.provide('aimock', `http://127.0.0.1:${address.port}/`);
  return () => {
    for (const server of [lender, ...lent]) {
      // Streams that a test left behind would keep it open.
      server.closeAllConnections();
      server.close();
    }
  };
}
