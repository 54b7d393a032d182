import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PAGE_FILE, VERSION_META, WORKER_FILE, type BuildFile, type BuildList } from '../../src/core/offline/build-list.ts';

const META = new RegExp(`(<meta name="${VERSION_META}" content=")[^"]*(">)`, 'u');
const FIRST_LINE = /^self\.sandbankBuild=(.*);\n/u;

/** A file that is to be listed. */
export type Listed = Pick<BuildFile, 'path' | 'shell'>;

/**
 * Writes the service worker: the list of the build's files as they stand in `dist`, in one line, and then `code`. The page is told its
 * version, which is a hash over all of them. Answers the list.
 * @throws where a file is missing or the page has no place for its version
 */
export function sealBuild(dist: string, listed: readonly Listed[], code: string): BuildList {
  const page = path.join(dist, PAGE_FILE);
  const html = readFileSync(page, 'utf8');
  if (!META.test(html)) throw new Error(`${page} has no <meta name="${VERSION_META}">; build the app anew: npm run build.`);
  writeFileSync(page, withVersion(html, ''));
  const version = createHash('sha256')
    .update(code)
    .update(JSON.stringify(described(dist, listed)))
    .digest('hex')
    .slice(0, 16);
  writeFileSync(page, withVersion(html, version));
  const list: BuildList = { version, files: described(dist, listed) };
  writeFileSync(path.join(dist, WORKER_FILE), `self.sandbankBuild=${JSON.stringify(list)};\n${code}`);
  return list;
}

/**
 * Lists a built app's files anew, after one of them has changed. `list` names other files where they are others now.
 * @throws where `dist` holds no service worker of a build
 */
export function resealBuild(dist: string, list = (files: readonly Listed[]): readonly Listed[] => files): BuildList {
  const script = readFileSync(path.join(dist, WORKER_FILE), 'utf8');
  return sealBuild(dist, list(readBuildList(dist).files), script.replace(FIRST_LINE, ''));
}

/** @throws where `dist` holds no service worker of a build */
export function readBuildList(dist: string): BuildList {
  const file = path.join(dist, WORKER_FILE);
  const line = FIRST_LINE.exec(readFileSync(file, 'utf8'))?.[1];
  if (line === undefined) throw new Error(`${file} does not begin with the list of a build; build the app anew: npm run build.`);
  return JSON.parse(line) as BuildList;
}

const withVersion = (html: string, version: string): string => html.replace(META, `$1${version}$2`);

function described(dist: string, listed: readonly Listed[]): BuildFile[] {
  return listed.map(({ path: at, shell }) => {
    const content = readFileSync(path.join(dist, at));
    return {
      path: at,
      bytes: content.length,
      integrity: `sha256-${createHash('sha256').update(content).digest('base64')}`,
      shell,
    };
  });
}
