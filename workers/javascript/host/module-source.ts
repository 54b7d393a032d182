import type { AnyNode, Program } from 'acorn';
import { parseCode } from '../code/parse.ts';
import { childNodes, isFunction } from '../code/walk.ts';

/** Under this symbol's key the guest keeps the function that our module sources are made of. */
export const REQUIRE_KEY = 'sandbank.require';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await implements interface package private protected public'.split(
    ' ',
  ),
);

/** The source of a module that gives what `require(name)` gives, with these of its properties as exports. */
export function requireSource(name: string, exportNames: readonly string[]): string {
  const names = [...new Set(exportNames)].filter((each) => IDENTIFIER.test(each) && !RESERVED.has(each));
  const list = names.map((each) => `export const ${each} = $m[${JSON.stringify(each)}];`).join(' ');
  return `const $m = globalThis[Symbol.for('${REQUIRE_KEY}')](${JSON.stringify(name)}); export default $m; ${list}`;
}

/** What is a module by its own text stays as it is; a script is required. Throws `SyntaxFault`. */
export function fileModuleSource(path: string, text: string): string {
  if (path.endsWith('.json')) return requireSource(path, []);
  const { kind, program } = parseCode(text);
  return kind === 'module' ? text : requireSource(path, commonJsExports(program));
}

/** The names that a script gives to `exports.name = …` or `module.exports = { name }`. */
function commonJsExports(program: Program): string[] {
  const names: string[] = [];
  const waiting: AnyNode[] = [...(program.body as AnyNode[])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isFunction(node)) continue;
    if (node.type === 'AssignmentExpression') names.push(...assignedExports(node));
    waiting.push(...childNodes(node));
  }
  return names;
}

function assignedExports({ left, right }: Extract<AnyNode, { type: 'AssignmentExpression' }>): string[] {
  if (left.type !== 'MemberExpression') return [];
  if (isModuleExports(left) && right.type === 'ObjectExpression')
    return right.properties.flatMap((property) =>
      property.type === 'Property' && !property.computed && property.key.type === 'Identifier' ? [property.key.name] : [],
    );
  const holder = left.object as AnyNode;
  const holds = (holder.type === 'Identifier' && holder.name === 'exports') || isModuleExports(holder);
  return holds && !left.computed && left.property.type === 'Identifier' ? [left.property.name] : [];
}

function isModuleExports(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}
