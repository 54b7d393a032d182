import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Files of Debian's packages, or why they cannot be had on this machine. */
export type Packages = { ok: true; files: string[] } | { ok: false; problem: string };

/** Of boto3 and what it is made of. */
export const botoPackages: readonly string[] = ['boto3', 'botocore', 'dateutil', 'jmespath', 's3transfer', 'six'].map(
  (name) => `python3-${name}`,
);

const COMMAND_MS = 120_000;

/**
 * The packages' files in `folder`, by apt what is not there yet. The package lists are only brought up to date where they name no
 * such package.
 */
export function debianPackages(names: readonly string[], folder: string): Packages {
  mkdirSync(folder, { recursive: true });
  try {
    const missing = names.filter((name) => fileOf(name, folder) === undefined);
    if (missing.length > 0) download(missing, folder);
    return { ok: true, files: names.map((name) => path.join(folder, fileOf(name, folder) ?? notThere(name))) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Unpacks them into a folder of its own; answers it. */
export function unpackPackages(files: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbank-debian-'));
  for (const file of files) run('dpkg-deb', ['-x', file, folder], folder);
  return folder;
}

function fileOf(name: string, folder: string): string | undefined {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'))
    .toSorted()
    .at(-1);
}

function download(names: readonly string[], folder: string): void {
  try {
    aptGet(['download', ...names], folder);
  } catch (error) {
    if (!existsSync('/etc/apt')) throw error;
    aptGet(['update'], folder);
    aptGet(['download', ...names], folder);
  }
}

function aptGet(args: readonly string[], folder: string): void {
  run('apt-get', ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', ...args], folder);
}

function run(command: string, args: readonly string[], folder: string): void {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: COMMAND_MS });
}

function notThere(name: string): never {
  throw new Error(`apt-get brought no file of ${name}`);
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT')
    return 'this machine has no apt-get and dpkg-deb (they are of Debian and its kin)';
  return error.message.trim();
}
