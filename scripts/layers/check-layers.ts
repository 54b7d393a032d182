import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { faces, generated, layers, separate, type Layer } from './layer-table.ts';
import { moduleImports } from './module-imports.ts';

/**
 * Every import below `root` that the layer table forbids, as "file: what is wrong". Throws where there is no source to check, so that
 * a wrong folder never passes. Tests may import what they test, and are left out.
 */
export function layerViolations(root: string): { checked: number; violations: string[] } {
  const files = globSync(['src/**/*.{ts,tsx}', 'workers/**/*.{ts,tsx}'], { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !/\.test\.tsx?$|\.d\.ts$/u.test(file))
    .sort();
  if (files.length === 0) throw new Error(`there is no source in ${root}`);
  return { checked: files.length, violations: files.flatMap((file) => fileViolations(root, file)) };
}

function fileViolations(root: string, file: string): string[] {
  const layer = layerOf(file);
  if (layer === undefined) return [`${file}: belongs to no layer; add its folder to scripts/layers/layer-table.ts`];
  const { specifiers, computed, barrel } = moduleImports(file, readFileSync(path.join(root, file), 'utf8'));
  const problems = specifiers.flatMap((specifier) => importProblem(layer, file, specifier) ?? []);
  if (computed) problems.push('an import() must name its module');
  if (barrel) problems.push('is a barrel: import from where a thing is made');
  return problems.map((problem) => `${file}: ${problem}`);
}

function importProblem(layer: Layer, file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return packageProblem(layer, specifier);
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (target.startsWith('node_modules/')) return packageProblem(layer, target.slice('node_modules/'.length));
  if (target.startsWith(generated)) return undefined;
  if (faces.some(({ from, to }) => from === layer.name && to.test(target))) return undefined;
  const found = layerOf(target);
  if (found === undefined) return `imports ${target}, which belongs to no layer`;
  if (found !== layer)
    return layer.may.includes(found.name) ? undefined : `${layer.name} must not import ${found.name} (${target})`;
  return separateProblem(file, target);
}

function packageProblem(layer: Layer, specifier: string): string | undefined {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name.startsWith('node:')) return `imports ${name}, which no browser has`;
  if (layer.packages === undefined || layer.packages.includes(name)) return undefined;
  return `${layer.name} must not import the package ${name}`;
}

function separateProblem(file: string, target: string): string | undefined {
  const parent = separate.find((folder) => target.startsWith(folder));
  if (parent === undefined) return undefined;
  const room = (at: string): string | undefined => at.slice(parent.length).split('/')[0];
  if (file.startsWith(parent) && room(file) !== room(target))
    return `${room(file)} must not import ${room(target)}: features never import each other`;
  if (/^src\/ui\/(?:components|hooks)\//u.test(file)) return `${file.split('/')[2]} must not import a feature (${target})`;
  return undefined;
}

function layerOf(file: string): Layer | undefined {
  const fits = ({ at, shallow }: Layer): boolean =>
    file.startsWith(at) && !(shallow === true && file.slice(at.length).includes('/'));
  return layers.filter(fits).sort((a, b) => b.at.length - a.at.length)[0];
}
