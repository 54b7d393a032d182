import type { AnyNode } from 'acorn';
import { childNodes, isFunction, isNode } from '../../javascript/code/walk.ts';
import { importOf, IMPORT_CALL } from '../libraries/javascript-tables.ts';
import type { NodeId, ProgramNode, ScopeId } from '../program/program.ts';
import type { ProgramWriter } from '../program/program-writer.ts';
import { Places } from '../program/places.ts';

/** Where a node stands: its block, its function, and what that function gives back. */
type Around = { scope: ScopeId; functionScope: ScopeId; returns: NodeId[] };
type Pattern = AnyNode;
type Bind = { kind: 'var' | 'lexical' | 'assignment'; around: Around };

const BLOCKS = new Set([
  'BlockStatement',
  'StaticBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
]);
const OTHER = { kind: 'other' } as const;
const MOST_NESTED_PATTERNS = 200;

type Shape<K extends ProgramNode['kind']> = Omit<Extract<ProgramNode, { kind: K }>, 'line' | 'column'>;
type AnyShape = { [K in ProgramNode['kind']]: Shape<K> }[ProgramNode['kind']];

/** Makes the nodes of a program of acorn's tree. It keeps a list of what is still to do, so that it goes no deeper than one call. */
export class JavaScriptTranslator {
  readonly #writer: ProgramWriter;
  readonly #places: Places;
  readonly #todo: { id: NodeId; node: AnyNode; around: Around }[] = [];

  constructor(code: string, writer: ProgramWriter) {
    this.#writer = writer;
    this.#places = new Places(code);
  }

  translate(program: AnyNode): void {
    const around: Around = { scope: 0, functionScope: 0, returns: [] };
    for (const node of childNodes(program)) this.#ref(node, around);
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) {
      const shape = this.#shapeOf(next.node, next.around);
      this.#writer.nodes[next.id] = { ...this.#places.at(next.node.start), ...shape };
    }
  }

  /** The number of a node that is read later. */
  #ref(node: AnyNode, around: Around): NodeId {
    const id = this.#writer.add({ kind: 'other', line: 1 });
    this.#todo.push({ id, node, around });
    return id;
  }

  /** A node that the text does not have by itself. */
  #made(at: AnyNode, shape: AnyShape): NodeId {
    return this.#writer.add({ ...this.#places.at(at.start), ...shape });
  }

  #refs(nodes: readonly (AnyNode | null | undefined)[], around: Around): NodeId[] {
    return nodes.flatMap((node) => (isNode(node) ? [this.#ref(node, around)] : []));
  }

  #shapeOf(node: AnyNode, around: Around): AnyShape {
    switch (node.type) {
      case 'Identifier':
        return { kind: 'name', scope: around.scope, name: node.name };
      case 'Literal':
        return typeof node.value === 'string' ? { kind: 'text', text: node.value } : OTHER;
      case 'TemplateLiteral':
        return this.#template(node, around);
      case 'TaggedTemplateExpression':
        return this.#call(node, node.tag, [this.#made(node.quasi, this.#template(node.quasi, around))], around);
      case 'MemberExpression':
        return this.#member(node, around);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return { kind: 'same', of: this.#ref(node.expression, around) };
      case 'AwaitExpression':
        return { kind: 'same', of: this.#ref(node.argument, around) };
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, node.callee, this.#arguments(node.arguments, around), around, node.arguments);
      case 'ImportExpression': {
        const callee = this.#made(node, { kind: 'name', scope: 0, name: IMPORT_CALL });
        return { kind: 'call', callee, args: [this.#ref(node.source, around)], named: [], spread: false };
      }
      case 'BinaryExpression':
        return this.#binary(node, around);
      case 'LogicalExpression':
        return { kind: 'either', of: this.#refs([node.left, node.right], around) };
      case 'ConditionalExpression':
        this.#ref(node.test, around);
        return { kind: 'either', of: this.#refs([node.consequent, node.alternate], around) };
      case 'SequenceExpression': {
        const all = this.#refs(node.expressions, around);
        return { kind: 'same', of: all.at(-1) ?? this.#made(node, OTHER) };
      }
      case 'ArrayExpression':
        return { kind: 'list', items: this.#items(node.elements, around) };
      case 'ObjectExpression':
        return this.#object(node, around);
      case 'AssignmentExpression':
        return this.#assignment(node, around);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#function(node, node.type === 'FunctionExpression' ? (node.id?.name ?? '') : '', around);
      default:
        this.#statement(node, around);
        return OTHER;
    }
  }

  #statement(node: AnyNode, around: Around): void {
    switch (node.type) {
      case 'VariableDeclaration': {
        const bind: Bind = { kind: node.kind === 'var' ? 'var' : 'lexical', around };
        for (const each of node.declarations) {
          const value = isNode(each.init) ? this.#named(each.init, nameOf(each.id), around) : undefined;
          this.#bind(each.id, value, bind);
        }
        return;
      }
      case 'FunctionDeclaration': {
        const name = node.id?.name ?? '';
        const id = this.#writer.add({ kind: 'other', line: 1 });
        this.#writer.nodes[id] = { ...this.#places.at(node.start), ...this.#function(node, name, around) };
        if (name !== '') this.#writer.declare(around.functionScope, name, id);
        return;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#class(node, around);
      case 'ReturnStatement':
        if (isNode(node.argument)) around.returns.push(this.#ref(node.argument, around));
        return;
      case 'ForOfStatement':
      case 'ForInStatement':
        return this.#loop(node, around);
      case 'CatchClause': {
        const inner = this.#block(around);
        if (isNode(node.param)) this.#bind(node.param, this.#made(node, OTHER), { kind: 'lexical', around: inner });
        this.#ref(node.body, inner);
        return;
      }
      case 'WithStatement':
        this.#writer.notable.push({ ...this.#places.at(node.start), what: 'with' });
        break;
      case 'ImportDeclaration':
        return this.#importDeclaration(node, around);
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (isNode(node.source)) this.#imported(node.source, String(node.source.value));
        if (node.type === 'ExportNamedDeclaration' && isNode(node.declaration)) this.#ref(node.declaration, around);
        return;
      default:
        break;
    }
    const inner = BLOCKS.has(node.type) ? this.#block(around) : around;
    this.#refs(childNodes(node), inner);
  }

  #block(around: Around): Around {
    return { ...around, scope: this.#writer.scope(around.scope) };
  }

  #template(node: Extract<AnyNode, { type: 'TemplateLiteral' }>, around: Around): Shape<'join'> {
    const parts: NodeId[] = [];
    node.quasis.forEach((quasi, at) => {
      parts.push(this.#made(quasi, { kind: 'text', text: quasi.value.cooked ?? quasi.value.raw }));
      const expression = node.expressions[at];
      if (expression !== undefined) parts.push(this.#ref(expression, around));
    });
    return { kind: 'join', parts };
  }

  #member(node: Extract<AnyNode, { type: 'MemberExpression' }>, around: Around): AnyShape {
    const base = node.object.type === 'Super' ? this.#made(node.object, OTHER) : this.#ref(node.object, around);
    if (node.computed) return { kind: 'index', base, key: this.#ref(node.property, around) };
    const { property } = node;
    if (property.type === 'PrivateIdentifier') return { kind: 'attribute', base, name: `#${property.name}` };
    return property.type === 'Identifier' ? { kind: 'attribute', base, name: property.name } : OTHER;
  }

  #call(node: AnyNode, callee: AnyNode, args: NodeId[], around: Around, given: readonly AnyNode[] = []): Shape<'call'> {
    const target = callee.type === 'Super' ? this.#made(node, OTHER) : this.#ref(callee, around);
    return { kind: 'call', callee: target, args, named: [], spread: given.some(({ type }) => type === 'SpreadElement') };
  }

  #arguments(nodes: readonly AnyNode[], around: Around): NodeId[] {
    return nodes.map((node) => {
      if (node.type !== 'SpreadElement') return this.#ref(node, around);
      return this.#made(node, { kind: 'item', of: this.#ref(node.argument, around), at: 0 });
    });
  }

  #items(nodes: readonly (AnyNode | null)[], around: Around): NodeId[] {
    return nodes.map((node) => {
      if (node === null) return this.#writer.add({ kind: 'other', line: 1 });
      if (node.type !== 'SpreadElement') return this.#ref(node, around);
      return this.#made(node, { kind: 'element', of: this.#ref(node.argument, around) });
    });
  }

  /** `a + b + c` is one node. */
  #binary(node: Extract<AnyNode, { type: 'BinaryExpression' }>, around: Around): AnyShape {
    const operands: AnyNode[] = [];
    let at: AnyNode = node;
    while (at.type === 'BinaryExpression' && at.operator === node.operator) {
      operands.unshift(at.right);
      at = at.left as AnyNode;
    }
    operands.unshift(at);
    const parts = this.#refs(
      operands.filter(({ type }) => type !== 'PrivateIdentifier'),
      around,
    );
    return node.operator === '+' ? { kind: 'join', parts } : OTHER;
  }

  #object(node: Extract<AnyNode, { type: 'ObjectExpression' }>, around: Around): Shape<'record'> {
    const entries: [string, NodeId][] = [];
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.#ref(property.argument, around);
        continue;
      }
      const name = keyOf(property);
      if (property.computed) this.#ref(property.key, around);
      const value = this.#named(property.value, name ?? '', around);
      if (name !== undefined) entries.push([name, value]);
    }
    return { kind: 'record', entries };
  }

  /** A value that may be a function, which is called by the name that it is given. */
  #named(node: AnyNode, name: string, around: Around): NodeId {
    if (!isFunction(node)) return this.#ref(node, around);
    const id = this.#writer.add({ kind: 'other', line: 1 });
    this.#writer.nodes[id] = { ...this.#places.at(node.start), ...this.#function(node, name, around) };
    return id;
  }

  #assignment(node: Extract<AnyNode, { type: 'AssignmentExpression' }>, around: Around): AnyShape {
    const right = this.#named(node.right, nameOf(node.left), around);
    if (node.operator === '=') {
      this.#bind(node.left, right, { kind: 'assignment', around });
      return { kind: 'same', of: right };
    }
    const before = this.#ref(node.left, around);
    const value = this.#made(
      node,
      node.operator === '+=' ? { kind: 'join', parts: [before, right] } : { kind: 'either', of: [right] },
    );
    this.#bind(node.left, value, { kind: 'assignment', around });
    return { kind: 'same', of: value };
  }

  #function(node: AnyNode, name: string, around: Around): Shape<'function'> {
    const shape: Shape<'function'> = { kind: 'function', name, params: [], scope: this.#writer.scope(around.scope), returns: [] };
    if (!('params' in node) || !('body' in node) || !isNode(node.body)) return shape;
    const inner: Around = { scope: shape.scope, functionScope: shape.scope, returns: shape.returns };
    const bind: Bind = { kind: 'lexical', around: inner };
    (node.params as AnyNode[]).forEach((pattern, at) => this.#param(pattern, at, shape, bind));
    const own = 'id' in node && node.type === 'FunctionExpression' ? node.id?.name : undefined;
    if (own !== undefined) this.#writer.declare(shape.scope, own, this.#made(node, OTHER));
    const isExpression = node.type === 'ArrowFunctionExpression' && node.expression;
    if (isExpression) shape.returns.push(this.#ref(node.body, inner));
    else this.#refs(childNodes(node.body), inner);
    return shape;
  }

  #param(pattern: AnyNode, at: number, shape: Shape<'function'>, bind: Bind): void {
    const plain = pattern.type === 'AssignmentPattern' ? (pattern.left as AnyNode) : pattern;
    const name = plain.type === 'Identifier' ? plain.name : `#${at}`;
    shape.params.push(name);
    if (pattern.type === 'RestElement') return this.#bind(pattern.argument, this.#made(pattern, OTHER), bind);
    const given = pattern.type === 'AssignmentPattern' ? this.#named(pattern.right, name, bind.around) : undefined;
    if (plain.type === 'Identifier') return this.#writer.declare(shape.scope, name, given);
    const handed = this.#made(pattern, { kind: 'name', scope: shape.scope, name });
    const value = given === undefined ? handed : this.#made(pattern, { kind: 'either', of: [handed, given] });
    this.#bind(plain, value, bind);
  }

  #class(node: Extract<AnyNode, { type: 'ClassDeclaration' | 'ClassExpression' }>, around: Around): void {
    const name = node.id?.name ?? '';
    if (node.type === 'ClassDeclaration' && name !== '') this.#writer.declare(around.scope, name, this.#made(node, OTHER));
    if (isNode(node.superClass)) this.#ref(node.superClass, around);
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') {
        this.#ref(member, around);
        continue;
      }
      if (member.computed) this.#ref(member.key, around);
      if (!isNode(member.value)) continue;
      const key = keyOf(member);
      const value = this.#named(member.value, key === 'constructor' ? name : (key ?? ''), around);
      if (key !== undefined) this.#writer.attributes.push([key, value]);
    }
  }

  #loop(node: Extract<AnyNode, { type: 'ForOfStatement' | 'ForInStatement' }>, around: Around): void {
    const inner = this.#block(around);
    const right = this.#ref(node.right, inner);
    const each = this.#made(node, node.type === 'ForOfStatement' ? { kind: 'element', of: right } : OTHER);
    const { left } = node;
    if (left.type === 'VariableDeclaration') {
      const bind: Bind = { kind: left.kind === 'var' ? 'var' : 'lexical', around: inner };
      for (const { id } of left.declarations) this.#bind(id, each, bind);
    } else this.#bind(left, each, { kind: 'assignment', around: inner });
    this.#ref(node.body, inner);
  }

  #importDeclaration(node: Extract<AnyNode, { type: 'ImportDeclaration' }>, around: Around): void {
    const { kind, name } = this.#imported(node.source, String(node.source.value));
    const path = kind === 'built in' ? name.replace('fs/promises', 'fs.promises') : name;
    for (const each of node.specifiers) {
      const taken = each.type === 'ImportSpecifier' ? exportName(each.imported) : undefined;
      const full = taken === undefined || taken === 'default' ? path : `${path}.${taken}`;
      this.#writer.declare(around.scope, each.local.name, this.#made(each, { kind: 'module', path: full }));
    }
  }

  #imported(source: AnyNode, module: string): ReturnType<typeof importOf> {
    const found = importOf(module);
    this.#writer.imports.push({ ...this.#places.at(source.start), ...found });
    return found;
  }

  /** Gives the names of a pattern their parts of a value. */
  #bind(pattern: Pattern, value: NodeId | undefined, bind: Bind, depth = 0): void {
    if (depth > MOST_NESTED_PATTERNS) {
      this.#writer.notable.push({ ...this.#places.at(pattern.start), what: 'a pattern that nests too deeply to be read' });
      return;
    }
    const { around } = bind;
    switch (pattern.type) {
      case 'Identifier':
        if (bind.kind === 'assignment') {
          if (value !== undefined) this.#writer.assign(around.scope, pattern.name, value);
        } else this.#writer.declare(bind.kind === 'var' ? around.functionScope : around.scope, pattern.name, value);
        return;
      case 'MemberExpression': {
        const { property } = pattern;
        this.#ref(pattern, around);
        const name = keyName(property, pattern.computed);
        if (name !== undefined && value !== undefined) this.#writer.attributes.push([name, value]);
        return;
      }
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            this.#bind(property.argument, value, bind, depth + 1);
            continue;
          }
          if (property.computed) this.#ref(property.key, around);
          const name = keyOf(property);
          const part =
            value === undefined || name === undefined
              ? this.#made(property, OTHER)
              : this.#made(property, { kind: 'attribute', base: value, name });
          this.#bind(property.value, part, bind, depth + 1);
        }
        return;
      case 'ArrayPattern':
        pattern.elements.forEach((element, at) => {
          if (element === null) return;
          const part = value === undefined ? this.#made(element, OTHER) : this.#made(element, { kind: 'item', of: value, at });
          this.#bind(element, part, bind, depth + 1);
        });
        return;
      case 'AssignmentPattern': {
        const given = this.#named(pattern.right, nameOf(pattern.left), around);
        const either = this.#made(pattern, { kind: 'either', of: value === undefined ? [given] : [value, given] });
        this.#bind(pattern.left, either, bind, depth + 1);
        return;
      }
      case 'RestElement':
        this.#bind(pattern.argument, this.#made(pattern, OTHER), bind, depth + 1);
        return;
      default:
        this.#ref(pattern, around);
    }
  }
}

function nameOf(pattern: AnyNode): string {
  if (pattern.type === 'Identifier') return pattern.name;
  return pattern.type === 'MemberExpression' ? (keyName(pattern.property, pattern.computed) ?? '') : '';
}

function keyOf({ key, computed }: { key: AnyNode; computed: boolean }): string | undefined {
  return keyName(key, computed);
}

function keyName(key: AnyNode, computed: boolean): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  if (computed) return undefined;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' ? key.name : undefined;
}

function exportName(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
