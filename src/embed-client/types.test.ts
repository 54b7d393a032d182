import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import { embedClientModule, embedClientTypes } from '../../scripts/vite-plugin-embed-client.ts';
import { projectRoot } from '../../scripts/setup/project.mjs';
import {
  type AppError,
  AwsError,
  NotFoundError,
  PolicyError,
  QueryError,
  StorageError,
  ToolInputError,
} from '../core/app-error.ts';
import { embedCapabilities, type EmbedCapability } from '../core/embedding.ts';
import type { RunEvent } from '../core/run.ts';
import {
  EMBED_PROTOCOL,
  helloSchema,
  type EmbedAnswer,
  type EmbedRequest,
  type EmbedWindowMessage,
  type HelloMessage,
} from '../protocol/embed.ts';
import type { ToolInputs, ToolOutputs } from '../tools/tool-types.ts';
import type { ToolDescription } from '../tools/tool.ts';
import { makeError } from './make-error.ts';
import type * as client from './types.ts';
import { PROTOCOL, type Answer, type FromFrame, type Hello, type Request } from './wire.ts';

/** The client knows nothing of the house; here its words are held against ours. */
test('tools, events and messages are those of the page', () => {
  expectTypeOf<client.ToolInputs>().toEqualTypeOf<ToolInputs>();
  expectTypeOf<client.ToolOutputs>().toEqualTypeOf<ToolOutputs>();
  expectTypeOf<client.RunEvent>().toEqualTypeOf<RunEvent>();
  expectTypeOf<client.Capability>().toEqualTypeOf<EmbedCapability>();
  expectTypeOf<client.ToolDescription>().toEqualTypeOf<ToolDescription>();
  expectTypeOf<Hello['capabilities']>().toEqualTypeOf<HelloMessage['capabilities']>();
  expectTypeOf<Request>().toExtend<EmbedRequest>();
  expectTypeOf<EmbedRequest>().toExtend<Request>();
  expectTypeOf<EmbedAnswer>().toExtend<Answer>();
  expectTypeOf<EmbedWindowMessage>().toExtend<FromFrame>();
  expect(PROTOCOL).toBe(EMBED_PROTOCOL);
  const hello: Hello = {
    sandbank: 'embed',
    type: 'hello',
    protocol: PROTOCOL,
    nonce: crypto.randomUUID(),
    capabilities: [...embedCapabilities],
  };
  expect(helloSchema.parse(hello)).toEqual(hello);
});

test('each error of the page is made anew by its name, with what it says beside its message', () => {
  const errors: AppError[] = [
    new ToolInputError('a'),
    new NotFoundError('b'),
    new QueryError('c', { line: 2, position: 3, construct: 'd' }),
    new PolicyError('e'),
    new StorageError('f'),
    new AwsError('NotSignedIn', 'g', { status: 400, request_id: 'h' }),
  ];
  for (const error of errors) {
    const { name, message } = error;
    const { name: _, ...details } = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    const made = makeError(name, message, JSON.stringify(details));
    expect(made.constructor.name).toBe(name);
    expect(made.message).toBe(message);
    expect(JSON.parse(JSON.stringify(made))).toMatchObject({ name, ...details });
  }
  expect(makeError('AbortError', 'stopped', undefined)).toBeInstanceOf(DOMException);
  expect(makeError('constructor', 'odd', undefined)).toMatchObject({ name: 'constructor', message: 'odd' });
});

test('the module is small and imports nothing; its types stand by themselves', { timeout: 60_000 }, async () => {
  const code = await embedClientModule();
  expect(gzipSync(code).length).toBeLessThan(4000);
  expect(code).not.toMatch(/\bimport\b/u);
  mkdirSync(path.join(projectRoot, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(projectRoot, '.cache/embed-client-'));
  writeFileSync(path.join(folder, 'embed-client.d.ts'), embedClientTypes());
  writeFileSync(
    path.join(folder, 'use.ts'),
    `import { connectSandbank, QueryError } from './embed-client.js';
     export async function use(frame: HTMLIFrameElement): Promise<number | undefined> {
       const sandbank = await connectSandbank(frame, { origin: 'https://sandbank.example.com', capabilities: ['read_data'] });
       const { rows } = await sandbank.callTool('query_data', { sql: 'SELECT 1' });
       // @ts-expect-error a statement is text
       await sandbank.callTool<'query_data'>('query_data', { sql: 1 });
       return rows.length + (new QueryError('x').line ?? 0);
     }`,
  );
  const args = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2024',
    '--lib',
    'es2024,dom',
  ];
  const more = ['--module', 'esnext', '--moduleResolution', 'bundler', '--types', '', path.join(folder, 'use.ts')];
  try {
    execFileSync('tsc', [...args, ...more], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    expect.fail((error as { stdout: string }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
