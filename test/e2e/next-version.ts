import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resealBuild } from '../../scripts/offline/seal-build.ts';
import { PAGE_FILE } from '../../src/core/offline/build-list.ts';

/** The hash in a name that the build gave. */
const HASH = /-[\w-]{8}(?=\.js$)/u;

/**
 * Makes the built app in `root` its next version, as another build would: every script has another content under another name, the old
 * ones are gone, what is not a script stays as it is, and the page's title says `title`.
 */
export function makeNextVersion(root: string, title: string): void {
  const assets = path.join(root, 'assets');
  const scripts = readdirSync(assets).filter((name) => HASH.test(name));
  const tag = title.replaceAll(/\W/gu, '').slice(-8).padStart(8, 'N');
  const renamed = new Map(scripts.map((name, index) => [name, name.replace(HASH, `-${tag}${index}`)]));
  const anyName = new RegExp(scripts.map((name) => name.replaceAll('.', String.raw`\.`)).join('|'), 'gu');
  const rewrite = (file: string, more: (text: string) => string = (text) => text): void =>
    writeFileSync(file, more(readFileSync(file, 'utf8').replaceAll(anyName, (name) => renamed.get(name) ?? name)));

  for (const name of scripts) {
    const file = path.join(assets, name);
    rewrite(file, (text) => `${text}\n/* ${title} */`);
    renameSync(file, path.join(assets, renamed.get(name) ?? name));
  }
  rewrite(path.join(root, PAGE_FILE), (html) => html.replace(/<title>.*<\/title>/u, `<title>${title}</title>`));
  resealBuild(root, (files) => files.map((file) => ({ ...file, path: newPath(file.path, renamed) })));
}

function newPath(file: string, renamed: ReadonlyMap<string, string>): string {
  const { dir, base } = path.posix.parse(file);
  return path.posix.join(dir, renamed.get(base) ?? base);
}
