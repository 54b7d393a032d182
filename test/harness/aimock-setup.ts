import { createServer } from '@copilotkit/aimock';
import type { TestProject } from 'vitest/node';
import './aimock-address.ts';

/** Starts the mock of the model providers for the browser tests, over real HTTP, on a free port of this machine. */
export async function setup(project: TestProject): Promise<() => void> {
  const { server, url } = await createServer([], { port: 0, logLevel: 'silent', strict: true });
  project.provide('aimock', url);
  return () => {
    // Streams that a test left behind would keep it open.
    server.closeAllConnections();
    server.close();
  };
}
