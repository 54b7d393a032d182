import { LLMock } from '@copilotkit/aimock';
import './aimock-address.ts';
import type { TestProject } from 'vitest/node';

/** Starts the mock of the model providers for the browser tests, over real HTTP, on a free port of this machine. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = new LLMock({ port: 0, logLevel: 'silent', strict: true });
  await mock.start();
  project.provide('aimock', mock.url);
  return () => mock.stop();
}
