import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { VERSION } from 'rolldown';
import { clientPackages, SDK_CORE } from '../../workers/javascript/packages.ts';
import { isEntry, projectRoot } from '../setup/project.mjs';
import { bundleClient, bundleCore, type GuestScript } from './bundle-client.ts';

/**
 * Makes the packages that JavaScript code can load, under `.cache/javascript`: the AWS clients and what they share, each one script (gzip),
 * with their sizes and the npm packages that went in. Does nothing where all of it is up to date. The names end in `.bin`, as a
 * host may take it on itself to send a `.gz` as `content-encoding: gzip`.
 */

const outDir = path.join(projectRoot, '.cache/javascript');
const sources = ['scripts/javascript', 'workers/javascript/sdk'].flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder)).map((name) => path.join(projectRoot, folder, name)),
);

if (isEntry(import.meta.url)) await buildPackages();

async function buildPackages(): Promise<void> {
  const key = cacheKey();
  const keyFile = path.join(outDir, 'key.txt');
  if (existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key) return;
  mkdirSync(outDir, { recursive: true });
  const core = await bundleCore();
  const scripts = new Map<string, GuestScript>([[SDK_CORE, core]]);
  for (const { file, service } of clientPackages) scripts.set(file, await bundleClient(file, service, core.exports));
  const sizes: Record<string, number> = {};
  for (const [file, { code }] of scripts) {
    const packed = gzipSync(code, { level: 9 });
    writeFileSync(path.join(outDir, `${file}.bin`), packed);
    sizes[file] = packed.byteLength;
  }
  const packages = [...new Set([...scripts.values()].flatMap((script) => script.packages))].toSorted();
  writeFileSync(path.join(outDir, 'sizes.json'), `${JSON.stringify(sizes)}\n`);
  writeFileSync(path.join(outDir, 'npm-packages.json'), `${JSON.stringify(packages)}\n`);
  writeFileSync(keyFile, key);
  console.log(`JavaScript packages: ${JSON.stringify(sizes)}`);
}

function cacheKey(): string {
  const hash = createHash('sha256').update(VERSION).update(sdkVersions());
  for (const file of [...sources, path.join(projectRoot, 'workers/javascript/packages.ts')])
    hash.update(path.basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** What npm has installed of the SDK. */
function sdkVersions(): string {
  const lock = JSON.parse(readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return JSON.stringify(
    Object.entries(lock.packages).flatMap(([name, { version }]) =>
      /(?:@aws-sdk|@smithy)\//u.test(name) ? [[name, version]] : [],
    ),
  );
}
