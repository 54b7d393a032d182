import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { shippedParts } from './licenses/shipped-parts.ts';
import type { WorkerModuleMeta } from './vite-plugin-iife.ts';
import { projectRoot } from './setup/project.mjs';

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/u;
const TEXTS = /^(?:licen[cs]e|notice|copying|third-?party-?(?:licenses|notices))(?:[.-].*)?$/iu;

/**
 * Writes `licenses.txt` beside `index.html`: the licence and notices of every package that a module or asset of the build comes from,
 * those of the workers and of what is only loaded as bytes included. A package that neither carries a text nor names a licence whose
 * text is in `licenses/` fails the build.
 */
export function thirdPartyLicenses(): Plugin {
  return {
    name: 'sandbank:licenses',
    apply: 'build',
    generateBundle() {
      const files = [...this.getModuleIds()].flatMap((id) => [id, ...workerInputs(this.getModuleInfo(id)?.meta)]);
      const packages = files.flatMap((file) => PACKAGE.exec(file.replace(/^\0/u, ''))?.[0] ?? []);
      const alwaysShipped = shippedParts.flatMap(({ package: name }) =>
        name === undefined ? [] : path.join(projectRoot, 'node_modules', name),
      );
      const folders = [...packages, ...packedForCode(), ...alwaysShipped];
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: licensesText(folders) });
    },
  };
}

/** Folders of what went into the packages that code can load. */
function packedForCode(): string[] {
  const list = readFileSync(path.join(projectRoot, '.cache/javascript/npm-packages.json'), 'utf8');
  return (JSON.parse(list) as string[]).map((folder) => path.join(projectRoot, folder));
}

function workerInputs(meta: Record<string, unknown> | undefined): WorkerModuleMeta['inputs'] {
  return Array.isArray(meta?.['inputs']) ? (meta['inputs'] as string[]) : [];
}

/**
 * @param folders of packages, with repetitions
 * @throws where a package's licence cannot be told
 */
export function licensesText(folders: readonly string[]): string {
  const sections = new Map([...new Set(folders)].map((folder) => packageSection(folder)));
  const packages = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, text]) => section(title, text));
  const parts = shippedParts.map(({ title, about, texts }) => section(title, [about, ...texts.map(standardText)].join('\n\n')));
  return `Sandbank is built on the work of others. These are their licences and notices.\n\n${[...parts, ...packages].join('\n')}`;
}

function packageSection(folder: string): [title: string, text: string] {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFacts;
  const texts = readdirSync(folder).filter((file) => TEXTS.test(file));
  const title = `${name} ${version}`;
  if (texts.length > 0)
    return [
      title,
      texts
        .sort()
        .map((file) => readFileSync(path.join(folder, file), 'utf8').trim())
        .join('\n\n'),
    ];
  const by = typeof author === 'string' ? author : author?.name;
  return [
    title,
    `Licence: ${license ?? 'not named'}${by === undefined ? '' : `\nCopyright: ${by}`}\n\n${standardText(license ?? name)}`,
  ];
}

type PackageFacts = { name: string; version: string; license?: string; author?: string | { name: string } };

function standardText(license: string): string {
  const file = path.join(projectRoot, 'licenses', `${license}.txt`);
  if (!existsSync(file)) throw new Error(`the text of the licence "${license}" is needed: put it into licenses/${license}.txt`);
  return readFileSync(file, 'utf8').trim();
}

function section(title: string, text: string): string {
  return `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${text}\n`;
}
