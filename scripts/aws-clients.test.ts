import path from 'node:path';
import { expect, test } from 'vitest';
import { build, type Rolldown } from 'vite';
import { awsServices } from '../src/core/aws/aws-service.ts';
import viteConfig from '../vite.config.ts';
import { projectRoot } from './setup/project.mjs';

const clientOf = (service: string) => `src/adapters/aws/services/${service}.ts`;

/** A module with all that it imports, as the app's build makes it. */
async function built(entry: string): Promise<string> {
  const made = (await build({
    configFile: false,
    ...(viteConfig.resolve === undefined ? {} : { resolve: viteConfig.resolve }),
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2024',
      lib: { entry: path.join(projectRoot, entry), formats: ['es'], fileName: 'built' },
    },
  })) as Rolldown.RolldownOutput[];
  return made.flatMap(({ output }) => output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))).join('\n');
}

/** What the page's policy keeps from its scripts. */
const REFUSED = /\bDOMParser\b|\.innerHTML\s*=|\bnew Function\b|\beval\(/u;

const entries = [...awsServices.map(clientOf), 'src/adapters/cognito/role-credentials.ts', 'src/adapters/cognito/code-flow.ts'];

test.each(entries)('%s needs nothing that the policy of the page refuses', { timeout: 60_000 }, async (entry) => {
  const code = await built(entry);
  expect(REFUSED.exec(code)?.[0]).toBeUndefined();
});

test('a command that is not in the list is not in the page', { timeout: 60_000 }, async () => {
  const code = await built(clientOf('s3'));
  expect(code).toContain('"GetObject"');
  for (const operation of ['PutObject', 'DeleteObject', 'ListBuckets']) expect(code).not.toContain(operation);
});
