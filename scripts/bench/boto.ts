import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { botoPackages, debianPackages, unpackPackages } from '../python/debian-packages.ts';
import { projectRoot } from '../setup/project.mjs';
import { median, type Figure } from './measure.ts';
import { leave, type Stage } from './stage.ts';

const ROUNDS = 5;
const ARCHIVE = path.join(projectRoot, '.cache/python/boto.bin');
const SITE = 'usr/lib/python3/dist-packages';
const SERVICES = ['athena', 'ce', 'cloudwatch', 'ec2', 'glue', 'lambda', 'organizations', 'pricing', 's3', 'sns', 'sts'];

const CLIENT = `import time
began = time.perf_counter()
import boto3
client = boto3.client("athena", region_name="us-east-1")
(time.perf_counter() - began) * 1000
`;

/** The packages' own sources in a folder, with all that their models hold; only what needs an HTTP library is replaced, as in the archive. */
const SOURCES = `import os, shutil, sys, tarfile
from pathlib import Path
import boto_archive
site = Path("/tmp/site")
tarfile.open("debian.tar.gz").extractall("/tmp/debian", filter="data")
for file, text in boto_archive.sources("/tmp/debian"):
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_text(text.replace("_sandbank.boto.absent", "absent"))
(site / "botocore/httpsession.py").write_text("from absent import URLLib3Session")
for package in ("boto3", "botocore"):
    shutil.copytree(f"/tmp/debian/${SITE}/{package}/data", site / package / "data")
sys.path.insert(0, "/tmp/site")
os.environ |= {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
${CLIENT}`;

/** boto3 and its first client, against the same from source in the same interpreter. */
export async function botoFigures(stage: Stage): Promise<Figure[]> {
  const first: number[] = [];
  const ours: number[] = [];
  const source: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    const page = await stage.open();
    first.push(await timed(page, CLIENT));
    ours.push(await timed(page, CLIENT));
    await writeSources(page);
    source.push(await timed(page, SOURCES));
    await leave(page);
  }
  return [
    { name: 'boto3 as it is loaded', value: statSync(ARCHIVE).size / 1000, unit: 'kB', target: 2000 },
    { name: 'boto3, import and first client, on a cold page', value: median(first), unit: 'ms', note: 'loading included' },
    { name: 'boto3, import and first client', value: median(ours), unit: 'ms' },
    { name: 'boto3, import and first client, from source', value: median(source), unit: 'ms', note: 'sources and whole models' },
    { name: 'boto3 ÷ from source', value: median(ours) / median(source), unit: 'ratio', target: 0.6 },
  ];
}

async function timed(page: Page, code: string): Promise<number> {
  return await page.evaluate(async (given) => {
    const run = (await window.sandbank.callTool('execute_code', { language: 'python', code: given })) as {
      result: number;
      error: { message: string } | null;
    };
    if (run.error) throw new Error(run.error.message);
    return run.result;
  }, code);
}

async function writeSources(page: Page): Promise<void> {
  const packages = debianPackages(botoPackages, path.join(projectRoot, '.cache/debian'));
  if (!packages.ok) throw new Error(`boto3's packages could not be had, as ${packages.problem}`);
  const unpacked = unpackPackages(packages.files);
  try {
    await write(page, 'debian.tar.gz', tarOf(unpacked));
  } finally {
    rmSync(unpacked, { recursive: true });
  }
  await write(page, 'boto_archive.py', readFileSync(path.join(projectRoot, 'scripts/python/boto_archive.py')));
  await write(page, 'absent.py', readFileSync(path.join(projectRoot, 'workers/python/boto/absent.py')));
}

function tarOf(folder: string): Buffer {
  const models = SERVICES.map((service) => `${SITE}/botocore/data/${service}`);
  const parts = ['boto3', 'dateutil', 'jmespath', 's3transfer', 'six.py'].map((name) => `${SITE}/${name}`);
  const shared = ['_retry', 'endpoints', 'partitions', 'sdk-default-configuration'].map(
    (name) => `${SITE}/botocore/data/${name}.json`,
  );
  const code = ['--exclude', `${SITE}/botocore/data`, `${SITE}/botocore`];
  const rest = ['--no-wildcards', ...parts, ...models, ...shared];
  // The folder of models is left out with all that lies in it, so that it takes a tar of its own.
  const into = path.join(folder, 'sources.tar');
  execFileSync('tar', ['-cf', into, '-C', folder, ...code]);
  execFileSync('tar', ['-rf', into, '-C', folder, ...rest]);
  execFileSync('gzip', [into]);
  return readFileSync(`${into}.gz`);
}

async function write(page: Page, file: string, bytes: Buffer): Promise<void> {
  await page.evaluate(
    async ([name, content]) => void (await window.sandbank.callTool('write_file', { path: name, content, encoding: 'base64' })),
    [file, bytes.toString('base64')] as [string, string],
  );
}
