import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun, projectRoot } from './project.mjs';

/** Vitest and the type-stripping scripts need it; the npm package `node` brings it where the machine's Node is older. */
const WANTED_NODE = 24;

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * Installs the packages of package-lock.json where node_modules lacks one or holds another version. Not by `npm ci`: that refuses a
 * lock without every other platform's optional packages, which some registries don't carry. This installs the locked versions too.
 */
export async function ensureDependencies() {
  const stale = staleReason();
  if (stale !== undefined) {
    console.log(`Installing packages: ${stale}`);
    await mustRun('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  await ensureNode();
}

/** A machine may be set to run no install scripts; the one of `node` fetches its binary from the same registry. */
async function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_NODE || existsSync(nodeBinary())) return;
  await mustRun('npm', ['rebuild', 'node', '--ignore-scripts=false']);
  if (existsSync(nodeBinary())) return;
  throw new Error(
    `Node ${WANTED_NODE} is needed, this is ${process.versions.node}, and the npm package "node" brought none: allow its install script.`,
  );
}

function nodeBinary() {
  return path.join(projectRoot, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Compares what npm notes of an installed tree with the lock; optional packages depend on the platform and are left out. */
function staleReason() {
  const installedLock = path.join(projectRoot, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'node_modules is missing';
  const installed = packagesOf(installedLock);
  for (const [name, locked] of Object.entries(packagesOf(path.join(projectRoot, 'package-lock.json')))) {
    if (name === '' || locked.optional === true || locked.devOptional === true) continue;
    const has = installed[name]?.version;
    if (has !== locked.version) return `${name} is ${has ?? 'missing'}, the lock wants ${locked.version}`;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
