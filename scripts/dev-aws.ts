import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AwsDouble, startAws } from '../test/aws/start.ts';
import { ensureBuild } from './build.mjs';
import { configureDist } from './configure-dist.ts';
import { serveFrom } from './serve.mjs';
import { distFolder, projectRoot } from './setup/project.mjs';

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

/** The app beside a double of AWS, both on this machine. The built app itself stays as it is: a copy is configured. */
const folder = path.join(projectRoot, '.cache/dev-aws');
const dist = path.join(folder, 'dist');

await ensureBuild();
const aws = await startDouble();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(distFolder, dist, { recursive: true });
const configFile = path.join(folder, 'sandbank.config.json');
writeFileSync(configFile, JSON.stringify(aws.config, null, 2));
configureDist(configFile, dist);
const site = await serveFrom({ root: dist }, Number(values.port ?? FIRST_PORT));
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
