import { describe, expect, test } from 'vitest';
import type { CapabilityAnswer } from '../../../src/core/ports/code-sandbox.ts';
import { createSandbox } from '../../../src/sandbox/create-sandbox.ts';
import { javascriptRuntime } from '../../../workers/javascript/runtime.ts';
import { runIn, type Recorded } from '../../harness/sandbox-runs.ts';
import { awsScripts } from './aws-scripts.ts';
import { FakeAws, type HeardCall } from './fake-aws.ts';

const sandbox = createSandbox({ runtimes: [javascriptRuntime] });

async function run(code: string): Promise<Recorded & { heard: HeardCall[]; files: Record<string, string> }> {
  const aws = new FakeAws();
  const refusal: CapabilityAnswer = { ok: false, error: { type: 'PolicyError', message: 'this is not allowed here' } };
  const recorded = await runIn(sandbox, code, {
    env: { AWS_REGION: 'eu-central-1' },
    onRequest: async (request) => {
      const answer = request.capability === 'aws' ? aws.answer(request) : undefined;
      return answer === undefined ? refusal : { ok: true, ...answer };
    },
  });
  const files = recorded.outcome.changes.map(({ path, content }) => [path, new TextDecoder().decode(content as Uint8Array)]);
  return { ...recorded, heard: aws.heard, files: Object.fromEntries(files) as Record<string, string> };
}

describe('scripts of a laptop, in the sandbox', () => {
  test('Athena to a CSV', async () => {
    const { outcome, stdout, files, events } = await run(awsScripts.athena);
    expect(outcome.error).toBeNull();
    expect(stdout).toBe('took 1250 ms\nwrote 2 rows to costs.csv\n');
    expect(files).toEqual({ 'data/costs.csv': 'service,cost\nAmazon EC2,12.50\nAmazon S3,\n' });
    const loaded = events.flatMap((event) => (event.type === 'loading' ? [event.progress.text] : []));
    expect(loaded).toContain('Loading @aws-sdk/client-athena');
  });

  test('Cost Explorer, as a module', async () => {
    const { outcome, files } = await run(awsScripts.costExplorer);
    expect(outcome.error).toBeNull();
    expect(JSON.parse(files['data/months.json'] ?? '')).toEqual(outcome.result);
    expect(outcome.result).toMatchObject({ '2026-10 Größe': 0.25 });
  });

  test('S3', async () => {
    const { outcome, stdout, files } = await run(awsScripts.s3);
    expect(outcome.error).toBeNull();
    expect(JSON.parse(stdout)).toMatchObject({ text: 'größe,cost\nxl,1\n', events: [150_000, 3] });
    expect(files).toEqual({ 'data/a.csv': 'größe,cost\nxl,1\n' });
  });

  test('EC2, CloudWatch and STS; loading does not count', async () => {
    const { outcome, heard } = await run(awsScripts.idle);
    expect(outcome).toMatchObject({ error: null, result: { Account: '123456789012', idle: [{ InstanceId: 'i-idle' }] } });
    expect(new Set(heard.map(({ service }) => service))).toEqual(new Set(['sts', 'ec2', 'cloudwatch']));
  });

  test('a hundred calls at once', async () => {
    const { outcome } = await run(`const { STS } = require('@aws-sdk/client-sts')
const sts = new STS()
const answers = await Promise.all(Array.from({ length: 100 }, () => sts.getCallerIdentity({})))
result = new Set(answers.map(({ Account }) => Account)).size + answers.length`);
    expect(outcome).toMatchObject({ error: null, result: 101 });
  });

  test('what is refused ends the run with its own name', async () => {
    const { outcome } = await run(
      "const { S3, DeleteObjectCommand } = require('@aws-sdk/client-s3')\n\nawait new S3().send(new DeleteObjectCommand({ Bucket: 'b', Key: 'k' }))",
    );
    expect(outcome.error).toMatchObject({ type: 'PolicyError', message: 'this is not allowed here', line: 3 });
  });
});
