import type { AnyNode, Program } from 'acorn';
import { parseCode } from '../code/parse.ts';
import { childNodes } from '../code/walk.ts';
import { clientPackages, SDK_CORE } from '../packages.ts';
import { isPath, moduleFile } from './module-file.ts';
import type { Workspace } from './workspace.ts';

/** Code without any of it is not searched. */
const WORTH_SEARCHING = /@aws-sdk\/|['"`]\.{0,2}\//u;
const SCRIPT = /\.[cm]?js$/u;

/** The packages whose names stand as text in the code, or in modules of the workspace that it reaches by such paths. */
export function neededPackages(code: string, program: Program, workspace: Workspace): string[] {
  const needed = new Set<string>();
  const seen = new Set<string>();
  const waiting = [{ from: '', code, parse: () => program }];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    const { from } = module;
    for (const text of WORTH_SEARCHING.test(module.code) ? texts(module.parse) : []) {
      if (clientPackages.some(({ name }) => name === text)) needed.add(text);
      const file = isPath(text) ? moduleFile(workspace, from, text) : undefined;
      if (file === undefined || !SCRIPT.test(file) || seen.has(file)) continue;
      seen.add(file);
      const source = new TextDecoder().decode(workspace.read(file));
      waiting.push({ from: file, code: source, parse: () => parseCode(source).program });
    }
  }
  return needed.size === 0 ? [] : [SDK_CORE, ...needed];
}

/** All text that stands in the code as such; none of code that cannot be parsed. */
function texts(parse: () => Program): Set<string> {
  const found = new Set<string>();
  const waiting: AnyNode[] = [];
  try {
    waiting.push(parse());
  } catch {
    return found;
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'Literal' && typeof node.value === 'string') found.add(node.value);
    if (node.type === 'TemplateLiteral' && node.expressions.length === 0) found.add(node.quasis[0]?.value.cooked ?? '');
    waiting.push(...childNodes(node));
  }
  return found;
}
