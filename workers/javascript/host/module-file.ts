import type { Workspace } from './workspace.ts';

const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs'];

/** Whether a specifier means a file of the workspace, not a module by its name. */
export function isPath(specifier: string): boolean {
  return /^\.{0,2}\//u.test(specifier);
}

/** The file that a module at `from` means by this specifier, without `.`, `..` and a leading `/`. */
export function moduleFile(workspace: Workspace, from: string, specifier: string): string | undefined {
  const directory = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
  const path = specifier.startsWith('/') ? specifier : `${directory}/${specifier}`;
  const file = ENDINGS.map((ending) => path + ending).find((candidate) => isFile(workspace, candidate));
  return file === undefined ? undefined : normal(file);
}

function isFile(workspace: Workspace, path: string): boolean {
  try {
    return workspace.stat(path)?.kind === 'file';
  } catch {
    return false;
  }
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
