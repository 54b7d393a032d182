import { globSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { CONFIG_PATH, PAGE_FILE, VERSION_META, WORKER_FILE } from '../src/core/offline/build-list.ts';
import { sealBuild } from './offline/seal-build.ts';
import { projectRoot } from './setup/project.mjs';
import { bundle } from './vite-plugin-iife.ts';

const SOURCE = path.join(projectRoot, 'src/service-worker/service-worker.ts');

/** Beside the entry's closure, what the browser shows an installed app with. */
const SHELL = /^(?:index\.html|favicon\.svg|manifest\.webmanifest|icons\/.*)$/u;

/**
 * Loaded after the entry, and wanted without a network all the same: what keeps the app, its pages, and what the workbench opens, so
 * that none of them is an error after a first visit, and code can always be saved.
 */
const SHELL_MODULE =
  /src\/(?:ui\/shell\/(?:watch-offline\.ts|consent-dialog\.tsx)|adapters\/offline\/create-offline\.ts|ui\/features\/(?:[^/]+\/[^/]+-page|workbench\/(?:save-dialog|findings-panel|export-last-run))\.tsx)$/u;

/** Not part of a version: the worker itself, what is the host's own, and pictures that only an installation dialog shows. */
const UNLISTED = new Set([WORKER_FILE, CONFIG_PATH]);
const isUnlisted = (file: string): boolean => UNLISTED.has(file) || file.startsWith('screenshots/');

/**
 * Writes `sw.js` beside the built page: one classic script, with the list of all files of the build at its head, by which they are
 * fetched and checked.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'sandbank:service-worker',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'meta', attrs: { name: VERSION_META, content: '' }, injectTo: 'head' }],
    },
    writeBundle: {
      order: 'post',
      async handler({ dir }, output) {
        const page = output[PAGE_FILE];
        // The harness of the attacks is a build of another page.
        if (dir === undefined || page === undefined) return;
        const closure = shellOf(output);
        const files = globSync('**/*', { cwd: dir, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
          .filter((file) => !isUnlisted(file))
          .sort();
        const { code } = await bundle(SOURCE, true);
        sealBuild(
          dir,
          files.map((file) => ({ path: file, shell: closure.has(file) || SHELL.test(file) })),
          code,
        );
      },
    },
  };
}

/** The entry, what is wanted beside it, all that these import, and their styles. */
function shellOf(output: Rolldown.OutputBundle): Set<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = output[name];
    if (found.has(name) || chunk === undefined) return;
    found.add(name);
    if (chunk.type !== 'chunk') return;
    chunk.imports.forEach(add);
    chunk.viteMetadata?.importedCss.forEach(add);
  };
  for (const chunk of Object.values(output)) {
    if (chunk.type !== 'chunk') continue;
    const module = chunk.facadeModuleId ?? '';
    if ((chunk.isEntry && module.endsWith(PAGE_FILE)) || SHELL_MODULE.test(module)) add(chunk.fileName);
  }
  if (found.size === 0) throw new Error(`the build has no entry for ${PAGE_FILE}`);
  return found;
}
