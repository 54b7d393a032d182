import { LLMock } from '@copilotkit/aimock';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the mock of the providers listens: one server for all wire formats. */
    aimock: string;
  }
}

/** Starts the mock of the model providers for the browser tests, over real HTTP, on a free port of this machine. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = new LLMock({ port: 0, logLevel: 'silent', strict: true });
  await mock.start();
  project.provide('aimock', mock.url);
  return () => mock.stop();
}
