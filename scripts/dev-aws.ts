import path from 'node:path';
import { parseArgs } from 'node:util';
import { serveConfigured } from '../test/aws/configured-site.ts';
import { type AwsDouble, startAws } from '../test/aws/start.ts';
import { ensureBuild } from './build.mjs';
import { projectRoot } from './setup/project.mjs';

const FIRST_PORT = 4273;
/** Where the double listens unless it is told otherwise or the port is taken. */
const AWS_PORT = 4566;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'aws-port': { type: 'string' },
    /** "cognito" or "oidc". */
    'sign-in': { type: 'string', default: 'cognito' },
  },
});

await ensureBuild();
const aws = await startDouble();
const site = await serveConfigured(aws.config, {
  folder: path.join(projectRoot, '.cache/dev-aws'),
  first_port: Number(values.port ?? FIRST_PORT),
});
console.log(`
Sandbank is at ${site.url}
AWS is played at ${aws.url}: the log is ${aws.url}/__log; what goes wrong is set by POST ${aws.url}/__control, such as
  curl -d '{"faults":[{"service":"athena","kind":"throttle","times":2}]}' ${aws.url}/__control
Ctrl+C stops both.`);

async function startDouble(): Promise<AwsDouble> {
  const sign_in = values['sign-in'] === 'oidc' ? 'oidc' : 'cognito';
  const control = { sign_in: 'page' } as const;
  try {
    return await startAws({ sign_in, control, port: Number(values['aws-port'] ?? AWS_PORT) });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || values['aws-port'] !== undefined) throw error;
    return startAws({ sign_in, control });
  }
}
