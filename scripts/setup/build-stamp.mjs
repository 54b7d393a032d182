import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { distFolder, projectRoot } from './project.mjs';

const SOURCES = [
  'index.html',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'tsconfig.base.json',
  'vite.config.ts',
  'workers',
];
const stampFile = path.join(projectRoot, '.cache', 'build-stamp.json');

/** True where the built app was made of the sources as they are now. */
export function buildIsFresh() {
  if (!existsSync(path.join(distFolder, 'index.html')) || !existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return stamp.dist === distFolder && stamp.sources === sourcesHash();
}

/**
 * Notes that the built app was made of these sources.
 * @param {string} sources `sourcesHash()` from before the build
 */
export function stampBuild(sources) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ dist: distFolder, sources }));
}

/** A hash over path and content of everything that goes into a build. */
export function sourcesHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES.flatMap((name) => filesOf(path.join(projectRoot, name)))) {
    hash
      .update(`${path.relative(projectRoot, source)}\0`)
      .update(readFileSync(source))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} place a file or a folder
 * @returns {string[]}
 */
function filesOf(place) {
  if (!existsSync(place)) return [];
  const entries = readdirSync(path.dirname(place), { withFileTypes: true });
  if (entries.find((entry) => entry.name === path.basename(place))?.isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => !/\.test\.tsx?$/u.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(path.join(place, entry.name)));
}
