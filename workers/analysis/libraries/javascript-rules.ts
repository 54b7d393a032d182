import type { CodePlace } from '../../../src/core/ports/code-analysis.ts';
import type { Evaluator } from '../program/evaluator.ts';
import type { ProgramImport, ProgramNode } from '../program/program.ts';
import type { CallNode, Rules } from '../program/rules.ts';
import { joined, textOf, UNKNOWN, type TextParts, type Value } from '../program/values.ts';
import { capital } from './aws-operations.ts';
import {
  awsPackages,
  fsUses,
  globalPath,
  IMPORT_CALL,
  importOf,
  javascriptDynamic,
  javascriptFunctions,
  javascriptNetwork,
} from './javascript-tables.ts';
import { replaced } from './python-rules.ts';
import { isNamed, type Access, type Teller } from './teller.ts';

const SAME_TEXT_METHODS = new Set(['trim', 'trimStart', 'trimEnd', 'toString', 'normalize', 'valueOf']);

/** Ways to call a function by an attribute of it; what it is handed stands elsewhere then. */
const CALLS_ITSELF = new Set(['call', 'apply', 'bind']);
/** Methods that say what they do by their name, of an object that is not known. */
const TELLING = /^(?:\w+Sync|(?:read|write|append|copy)File|create(?:Read|Write)Stream|readdir|unlink)$/u;

type Thing = Extract<Value, { is: 'thing' }>;

export const javascriptRules: Rules = {
  keepsGlobal: () => false,
  global: (name) => [{ is: 'ref', path: globalPath(name) }],
  member(base, name) {
    if (base.is === 'ref' && base.path === 'global') return [{ is: 'ref', path: globalPath(name) }];
    if (base.is === 'ref' && (name === 'default' || name === 'posix') && !base.path.startsWith('global.')) return [base];
    if (base.is === 'ref' && CALLS_ITSELF.has(name)) return [base];
    // A function's constructor makes functions of text.
    if (name === 'constructor') return [{ is: 'ref', path: 'constructor' }];
    return undefined;
  },
  result(callee, call, evaluator) {
    if (callee.is === 'ref') return resultOf(callee.path, call, evaluator);
    if (callee.is !== 'method') return undefined;
    if (callee.of.is === 'text') return resultOfText(callee.of.parts, callee.name, call, evaluator);
    if (callee.of.is === 'list' && callee.name === 'join') return [joinedList(callee.of.node, call, evaluator)];
    if (callee.name === 'bind') return [callee.of];
    return undefined;
  },
};

/** `fs.promises.readFile` and the like, whichever way it was come by. */
const plainModule = (name: string): string => name.replace(/^node:/u, '').replace('fs/promises', 'fs.promises');

function resultOf(path: string, call: CallNode, evaluator: Evaluator): Value[] | undefined {
  if (path === 'global.require' || path === `global.${IMPORT_CALL}`) {
    const names = evaluator.plain(call.args[0]);
    return names.length === 0 ? [UNKNOWN] : names.map((name): Value => ({ is: 'ref', path: plainModule(name) }));
  }
  if (path === 'module.createRequire') return [{ is: 'ref', path: 'global.require' }];
  if (path === 'path.join' || path === 'path.resolve' || path === 'path.normalize') {
    const names = call.args.map((arg) => evaluator.text(arg));
    return [textOf(joined(names.flatMap((name, at) => (at === 0 ? [name] : [['/'], name]))))];
  }
  if (path === 'global.String' || path === 'global.String.raw') return evaluator.texts(call.args[0]).texts.map(textOf);
  if (path === 'global.Reflect.get' || path === 'global.Object.getOwnPropertyDescriptor') {
    const names = evaluator.plain(call.args[1]);
    const bases = evaluator.values(call.args[0]).filter((base) => base.is === 'ref');
    return bases.flatMap((base) =>
      names.flatMap((name) => javascriptRules.member(base, name) ?? [{ is: 'ref', path: `${base.path}.${name}` }]),
    );
  }
  const aws = awsPlace(path);
  if (aws !== undefined && isClientName(aws.name)) return [{ is: 'thing', type: 'aws client', service: aws.service }];
  return undefined;
}

/** The client with methods of its own, and the one that sends commands. */
function isClientName(name: string): boolean {
  return /^[A-Z]/u.test(name) && !name.endsWith('Command');
}

/** What stands behind the name of an export of a client's package. */
function awsPlace(path: string): { service: string; name: string } | undefined {
  if (!path.startsWith('@aws-sdk/client-')) return undefined;
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const name = path.slice(0, dot);
  return { service: serviceOf(name), name: path.slice(dot + 1) };
}

function serviceOf(packageName: string): string {
  return Object.hasOwn(awsPackages, packageName)
    ? (awsPackages[packageName] ?? '')
    : packageName.slice('@aws-sdk/client-'.length);
}

function resultOfText(parts: TextParts, method: string, call: CallNode, evaluator: Evaluator): Value[] | undefined {
  if (SAME_TEXT_METHODS.has(method)) return [textOf(parts)];
  if (method === 'replace' || method === 'replaceAll') return [textOf(replaced(parts, call, evaluator))];
  if (method === 'concat') return [textOf(joined([parts, ...call.args.map((arg) => evaluator.text(arg))]))];
  return undefined;
}

function joinedList(id: number, call: CallNode, evaluator: Evaluator): Value {
  const node = evaluator.program.nodes[id];
  if (node?.kind !== 'list') return textOf([null]);
  const separator = call.args.length === 0 ? [','] : (evaluator.texts(call.args[0]).texts[0] ?? [null]);
  const items = node.items.map((item) => evaluator.text(item));
  return textOf(joined(items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]))));
}

/** What a call of JavaScript touches. */
export function tellJavaScriptCall(callee: Value, call: CallNode, teller: Teller): void {
  if (!isNamed(call, teller)) tellJavaScriptReference(callee, call, teller);
  if (callee.is === 'ref') return tellFunction(callee.path, call, teller);
  if (callee.is !== 'method') return;
  if (callee.of.is === 'thing') tellClient(callee.of, callee.name, call, teller);
  else if (callee.of.is === 'unknown' && TELLING.test(callee.name)) tellFs(callee.name, call, teller);
}

function tellFunction(path: string, call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  const plain = path.startsWith('global.') ? path.slice('global.'.length) : undefined;
  if (plain !== undefined && javascriptFunctions.has(plain)) {
    collector.called(call, plain);
    if (plain === 'query') teller.query(call, call.args[0], 'query');
    return;
  }
  if (plain === 'require' || plain === IMPORT_CALL) return tellImportCall(plain, call, teller);
  if (path === 'constructor') return collector.unseen(call, 'constructor(…)');
  if ((plain === 'setTimeout' || plain === 'setInterval') && evaluator.texts(call.args[0]).texts.length > 0)
    return collector.unseen(call, `${plain} with text`);
  if (plain === 'Reflect.get' && evaluator.plain(call.args[1]).length === 0 && isGlobal(evaluator.values(call.args[0])))
    return collector.unseen(call, 'Reflect.get(globalThis, …)');
  if (path.startsWith('fs.')) return tellFs(path.slice(path.lastIndexOf('.') + 1), call, teller);
  tellAws(path, call, teller);
}

function tellFs(name: string, call: CallNode, teller: Teller): void {
  const plain = name.replace(/Sync$/u, '');
  if (plain === 'open') return tellOpen(call, teller);
  for (const { at, access } of Object.hasOwn(fsUses, plain) ? (fsUses[plain] ?? []) : [])
    teller.file(call, call.args[at], access);
}

function tellOpen(call: CallNode, teller: Teller): void {
  const flags = call.args[1];
  const known = flags === undefined ? ['r'] : teller.evaluator.plain(flags);
  if (known.length === 0) return teller.file(call, call.args[0], 'unknown');
  for (const each of known) {
    const writes = /[wa+]/u.test(each);
    const accesses: Access[] = [...(/[r+]/u.test(each) ? (['read'] as const) : []), ...(writes ? (['write'] as const) : [])];
    for (const access of accesses) teller.file(call, call.args[0], access);
  }
}

function tellImportCall(name: string, call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  const { texts, others } = evaluator.texts(call.args[0]);
  const known = evaluator.plain(call.args[0]);
  for (const module of known) tellImport({ line: call.line, ...column(call), ...importOf(module) }, teller);
  if (others || known.length < texts.length) collector.unseen(call, `${name}(…) of a name that is put together`);
}

const column = ({ column }: CodePlace): { column?: number } => (column === undefined ? {} : { column });

/** A module that the code takes in. */
export function tellImport({ name, kind, ...place }: ProgramImport, teller: Teller): void {
  teller.collector.imported(place, name, kind);
  const plain = plainModule(name);
  if (javascriptNetwork.has(plain)) teller.collector.reached(place, plain);
  if (javascriptDynamic.has(plain)) teller.collector.unseen(place, plain);
}

function tellAws(path: string, call: CallNode, teller: Teller): void {
  const aws = awsPlace(path);
  if (aws === undefined) return;
  const operation = operationOfExport(aws.name);
  if (operation === undefined) return;
  teller.collector.asked(call, aws.service, operation);
  if (operation === 'StartQueryExecution') teller.athenaQuery(call);
}

function operationOfExport(name: string): string | undefined {
  if (name.endsWith('Command')) return name.slice(0, -'Command'.length);
  return name.startsWith('paginate') ? name.slice('paginate'.length) : undefined;
}

const SENDS = new Set(['send', 'destroy', 'config', 'middlewareStack']);

function tellClient({ service }: Thing, name: string, call: CallNode, teller: Teller): void {
  if (SENDS.has(name)) return;
  const operation = capital(name);
  teller.collector.asked(call, service, operation);
  if (operation === 'StartQueryExecution') teller.athenaQuery(call);
}

/** What a name or an attribute is, wherever it stands. */
export function tellJavaScriptReference(value: Value, place: CodePlace, teller: Teller): void {
  if (value.is !== 'ref') return;
  const { path } = value;
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const name = path.slice(0, end);
    if (javascriptNetwork.has(name)) teller.collector.reached(place, name.replace(/^global\./u, ''));
    if (javascriptDynamic.has(name)) teller.collector.unseen(place, name.replace(/^global\./u, ''));
  }
}

/** `globalThis[name]`, `fs[name]` and the like, with a name that is not known. */
export function tellJavaScriptIndex(node: Extract<ProgramNode, { kind: 'index' }>, teller: Teller): void {
  const { evaluator, collector } = teller;
  if (evaluator.plain(node.key).length > 0) return;
  for (const base of evaluator.values(node.base)) {
    if (base.is !== 'ref') continue;
    if (base.path === 'global') collector.unseen(node, 'globalThis[…]');
    else if (base.path === 'fs' || base.path === 'fs.promises') collector.touched(node, undefined, 'unknown');
    else if (base.path.startsWith('@aws-sdk/client-')) collector.asked(node, serviceOf(base.path), undefined);
  }
}

function isGlobal(values: readonly Value[]): boolean {
  return values.some((value) => value.is === 'ref' && value.path === 'global');
}

const PARAMS = 'global.params.';

/** Names of params that the code reads: `params.month`, `params['month']`, `const { month } = params`. */
export function tellJavaScriptParams(value: Value, node: ProgramNode, teller: Teller): void {
  if (node.kind !== 'attribute' && node.kind !== 'index') return;
  if (value.is !== 'ref' || !value.path.startsWith(PARAMS)) return;
  const name = value.path.slice(PARAMS.length);
  if (!name.includes('.')) teller.collector.param(node, name);
}
