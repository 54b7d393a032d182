import type { CodePlace } from '../../../src/core/ports/code-analysis.ts';
import type { Evaluator } from '../program/evaluator.ts';
import type { ProgramNode } from '../program/program.ts';
import type { CallNode, Rules } from '../program/rules.ts';
import { joined, pathText, textOf, UNKNOWN, type TextParts, type Value } from '../program/values.ts';
import { operationByName, operationOfMethod } from './aws-operations.ts';
import {
  pathMethods,
  pythonDynamic,
  pythonDynamicAttributes,
  pythonDynamicBuiltins,
  pythonFiles,
  pythonFunctions,
  pythonNetwork,
  pythonOpeners,
  tellingMethods,
  writingMethods,
} from './python-tables.ts';
import { isNamed, type Access, type Teller } from './teller.ts';

const PATHS = new Set(['pathlib.Path', 'pathlib.PosixPath', 'pathlib.PurePath', 'pathlib.PurePosixPath']);
const SESSIONS = new Set(['boto3.Session', 'boto3.session.Session', 'botocore.session.get_session', 'botocore.session.Session']);
const PATH_JOINS = new Set(['os.path.join', 'posixpath.join']);
/** Functions whose value is the text that they are given, near enough. */
const SAME_TEXT = new Set([
  'textwrap.dedent',
  'builtins.str',
  'os.fspath',
  'os.path.abspath',
  'os.path.normpath',
  'os.path.expanduser',
  'inspect.cleandoc',
]);
const SAME_TEXT_METHODS = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'removesuffix',
  'removeprefix',
  'expandtabs',
  'resolve',
  'absolute',
  'expanduser',
  'as_posix',
  '__str__',
]);

/** Builtins that say something by being used: what the code binds to such a name at its top, it need not have bound yet. */
const TELLING = new Set([...pythonDynamicBuiltins, ...pythonFunctions, 'open', 'getattr', 'params']);

type Thing = Extract<Value, { is: 'thing' }>;

export const pythonRules: Rules = {
  keepsGlobal: (name) => TELLING.has(name),
  global: (name) => [{ is: 'ref', path: `builtins.${name}` }],
  member(base, name) {
    // A module's names, and a function's own call, by another way.
    if (base.is === 'ref' && (name === '__dict__' || name === '__call__')) return [base];
    if (base.is !== 'thing' || base.type !== 'path') return undefined;
    if (name === 'parent' || name === 'name' || name === 'stem') return [textOf([null])];
    return undefined;
  },
  result(callee, call, evaluator) {
    if (callee.is === 'ref') return resultOf(callee.path, call, evaluator);
    if (callee.is !== 'method') return undefined;
    if (callee.of.is === 'text') return resultOfText(callee.of.parts, callee.name, call, evaluator);
    return callee.of.is === 'thing' ? resultOfThing(callee.of, callee.name, call, evaluator) : undefined;
  },
};

function resultOf(path: string, call: CallNode, evaluator: Evaluator): Value[] | undefined {
  if (path === 'boto3.client') return client(call, evaluator);
  if (path === 'boto3.resource') return [{ is: 'thing', type: 'aws resource' }];
  if (SESSIONS.has(path)) return [{ is: 'thing', type: 'aws session' }];
  if (PATHS.has(path)) return [{ is: 'thing', type: 'path', parts: pathOf(call, evaluator) }];
  if (path.startsWith('pathlib.Path.')) return [{ is: 'thing', type: 'path', parts: [null] }];
  if (PATH_JOINS.has(path)) return [textOf(pathOf(call, evaluator))];
  if (SAME_TEXT.has(path)) return evaluator.texts(call.args[0]).texts.map(textOf);
  if (path === 'builtins.getattr' || path === 'operator.attrgetter') {
    const names = evaluator.plain(call.args[1]);
    const bases = evaluator.values(call.args[0]);
    return bases.flatMap((base) => (names.length === 0 ? [UNKNOWN] : names.map((name) => attribute(base, name))));
  }
  if (path === 'importlib.import_module' || path === 'builtins.__import__') {
    return evaluator.plain(call.args[0]).map((module): Value => ({ is: 'ref', path: module }));
  }
  if (path === 'functools.partial') return evaluator.values(call.args[0]);
  if (path === 'asyncio.run' || path === 'asyncio.create_task' || path === 'asyncio.ensure_future')
    return evaluator.values(call.args[0]);
  return undefined;
}

function attribute(base: Value, name: string): Value {
  return base.is === 'ref' ? { is: 'ref', path: `${base.path}.${name}` } : { is: 'method', of: base, name };
}

function client(call: CallNode, evaluator: Evaluator): Value[] {
  const names = evaluator.plain(evaluator.argument(call, 0, 'service_name'));
  if (names.length === 0) return [{ is: 'thing', type: 'aws client' }];
  return names.map((service): Value => ({ is: 'thing', type: 'aws client', service }));
}

function pathOf(call: CallNode, evaluator: Evaluator): TextParts {
  const names = call.args.map((arg) => evaluator.text(arg));
  if (call.spread) names.push([null]);
  return pathText(names);
}

function resultOfText(parts: TextParts, method: string, call: CallNode, evaluator: Evaluator): Value[] | undefined {
  if (SAME_TEXT_METHODS.has(method)) return [textOf(parts)];
  if (method === 'format' || method === 'format_map') return [textOf(withHoles(parts))];
  if (method === 'replace') return [textOf(replaced(parts, call, evaluator))];
  if (method === 'join') return joinedList(parts, call, evaluator);
  return method === 'lower' || method === 'upper' ? [textOf(parts)] : undefined;
}

function joinedList(separator: TextParts, call: CallNode, evaluator: Evaluator): Value[] {
  return evaluator.values(call.args[0]).map((list) => {
    const node = list.is === 'list' ? evaluator.program.nodes[list.node] : undefined;
    if (node?.kind !== 'list') return textOf([null]);
    const items = node.items.map((item) => evaluator.text(item));
    return textOf(joined(items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]))));
  });
}

function withHoles(parts: TextParts): TextParts {
  return joined(
    parts.map((part) =>
      part === null ? [null] : part.split(/\{[^{}]*\}/u).flatMap((piece, at) => (at === 0 ? [piece] : [null, piece])),
    ),
  );
}

/** The text with one text in the place of another, where both are known; else that place is not known. */
export function replaced(parts: TextParts, call: CallNode, evaluator: Evaluator): TextParts {
  const [wanted] = evaluator.plain(call.args[0]);
  if (wanted === undefined || wanted === '') return [...parts, null];
  const [by] = evaluator.texts(call.args[1]).texts;
  return joined(
    parts.map((part) => {
      if (part === null) return [null];
      return part.split(wanted).flatMap((piece, at) => (at === 0 ? [piece] : [...(by ?? [null]), piece]));
    }),
  );
}

function resultOfThing(of: Thing, method: string, call: CallNode, evaluator: Evaluator): Value[] | undefined {
  if (of.type === 'aws session') {
    if (method === 'resource') return [{ is: 'thing', type: 'aws resource' }];
    return method === 'client' || method === 'create_client' ? client(call, evaluator) : undefined;
  }
  if (of.type === 'aws resource') return [of];
  if (of.type !== 'path') return undefined;
  if (SAME_TEXT_METHODS.has(method)) return [of];
  const parts = of.parts ?? [null];
  if (method === 'joinpath') return [{ ...of, parts: joined([parts, ['/'], pathOf(call, evaluator)]) }];
  if (method.startsWith('with_') || method === 'relative_to') return [{ ...of, parts: [null] }];
  return undefined;
}

/** What a call of Python touches. */
export function tellPythonCall(callee: Value, call: CallNode, teller: Teller): void {
  if (!isNamed(call, teller)) tellPythonReference(callee, call, teller);
  if (callee.is === 'ref') return tellFunction(callee.path, call, teller);
  if (callee.is === 'method') tellMethod(callee.of, callee.name, call, teller);
}

function tellFunction(path: string, call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  const builtin = path.startsWith('builtins.') ? path.slice('builtins.'.length) : undefined;
  if (builtin !== undefined && pythonFunctions.has(builtin)) {
    collector.called(call, builtin);
    if (builtin === 'query') teller.query(call, evaluator.argument(call, 0, 'sql'), 'query');
    return;
  }
  if (pythonOpeners.has(path)) return tellOpen(call, evaluator.argument(call, 0, 'file', 'filename', 'name'), 1, teller);
  for (const { at, name, access } of Object.hasOwn(pythonFiles, path) ? (pythonFiles[path] ?? []) : []) {
    teller.file(call, evaluator.argument(call, at, ...(name === undefined ? [] : [name])), access);
  }
  if (path === 'boto3.resource') tellResource(call, teller);
  if (path === 'boto3.client') tellClientMade(call, teller);
  if (path === 'builtins.getattr') tellGetattr(call, teller);
}

/** The objects of a resource ask for what they need as they are used. */
function tellResource(call: CallNode, { collector, evaluator }: Teller): void {
  const names = evaluator.plain(evaluator.argument(call, 0, 'service_name'));
  for (const name of names.length === 0 ? [undefined] : names) collector.asked(call, name, undefined);
}

/** Where a client's service may be another one than those that are known. */
function tellClientMade(call: CallNode, { collector, evaluator }: Teller): void {
  const service = evaluator.argument(call, 0, 'service_name');
  if (evaluator.plain(service).length < evaluator.values(service).length) collector.asked(call, undefined, undefined);
}

function tellGetattr(call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  if (evaluator.plain(call.args[1]).length > 0) {
    for (const name of evaluator.plain(call.args[1])) if (pythonDynamicAttributes.has(name)) collector.unseen(call, name);
    return;
  }
  for (const base of evaluator.values(call.args[0])) {
    if (base.is === 'thing' && base.type === 'aws client') collector.asked(call, base.service, undefined);
    else if (base.is === 'ref') collector.unseen(call, `getattr(${shortPath(base.path)}, …)`);
  }
}

function tellOpen(call: CallNode, path: number | undefined, modeAt: number, teller: Teller): void {
  const mode = teller.evaluator.argument(call, modeAt, 'mode', 'flags');
  if (mode === undefined) return teller.file(call, path, call.spread || path === undefined ? 'unknown' : 'read');
  const { texts, others } = teller.evaluator.texts(mode);
  const modes = teller.evaluator.plain(mode);
  for (const each of modes) for (const access of accessesOf(each)) teller.file(call, path, access);
  if (others || modes.length < texts.length) teller.file(call, path, 'unknown');
}

function accessesOf(mode: string): Access[] {
  const writes = /[wax+]/u.test(mode);
  const reads = /[r+]/u.test(mode) || !writes;
  return [...(reads ? (['read'] as const) : []), ...(writes ? (['write'] as const) : [])];
}

function tellMethod(of: Value, name: string, call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  if (of.is === 'thing') {
    if (of.type === 'path') return tellPath(of, name, call, teller);
    if (of.type === 'aws client') tellClient(of, name, call, teller);
    if (of.type === 'aws session' && name === 'resource') tellResource(call, teller);
    if (of.type === 'aws session' && (name === 'client' || name === 'create_client')) tellClientMade(call, teller);
    return;
  }
  if (of.is !== 'unknown') return;
  const access = Object.hasOwn(tellingMethods, name) ? tellingMethods[name] : undefined;
  if (access !== undefined) collector.touched(call, undefined, access);
  if (writingMethods.has(name) && call.args.length > 0) teller.file(call, call.args[0], 'write');
  if (name === 'get_paginator')
    for (const operation of evaluator.plain(call.args[0])) collector.asked(call, undefined, operationOfMethod(operation));
  const known = operationByName(name);
  if (known === undefined) return;
  collector.asked(call, known.service, known.operation);
  if (known.operation === 'StartQueryExecution') teller.athenaQuery(call);
}

function tellPath(path: Thing, name: string, call: CallNode, teller: Teller): void {
  const own = path.parts === undefined || path.parts.every((part) => part === null) ? undefined : path.parts;
  const text = own?.map((part) => part ?? '{…}').join('');
  if (name === 'open') {
    const mode = teller.evaluator.argument(call, 0, 'mode');
    const modes = mode === undefined ? ['r'] : teller.evaluator.plain(mode);
    for (const each of modes) for (const access of accessesOf(each)) teller.collector.touched(call, text, access);
    if (modes.length === 0) teller.collector.touched(call, text, 'unknown');
    return;
  }
  const uses = Object.hasOwn(pathMethods, name) ? pathMethods[name] : undefined;
  if (uses?.own !== undefined) teller.collector.touched(call, text, uses.own);
  if (uses?.other !== undefined) teller.file(call, call.args[0], uses.other);
}

function tellClient({ service }: Thing, name: string, call: CallNode, teller: Teller): void {
  const { collector, evaluator } = teller;
  if (name === 'get_paginator' || name === 'generate_presigned_url') {
    const operations = evaluator.plain(evaluator.argument(call, 0, 'operation_name', 'ClientMethod'));
    for (const each of operations) collector.asked(call, service, operationOfMethod(each));
    if (operations.length === 0) collector.asked(call, service, undefined);
    return;
  }
  if (name === 'get_waiter') return collector.asked(call, service, undefined);
  const operation = operationOfMethod(name);
  if (operation === undefined) return;
  collector.asked(call, service, operation);
  if (operation === 'StartQueryExecution') teller.athenaQuery(call);
}

/** What a name or an attribute is, wherever it stands: to hand `eval` around is to use it. */
export function tellPythonReference(value: Value, place: CodePlace, teller: Teller): void {
  if (value.is === 'method') {
    if (pythonDynamicAttributes.has(value.name)) teller.collector.unseen(place, value.name);
    return;
  }
  if (value.is !== 'ref') return;
  const { path } = value;
  const builtin = path.startsWith('builtins.') ? (path.split('.')[1] ?? '') : undefined;
  if (builtin !== undefined && pythonDynamicBuiltins.has(builtin)) teller.collector.unseen(place, builtin);
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (pythonDynamicAttributes.has(last) && builtin !== last) teller.collector.unseen(place, last);
  tellModule(path, place, teller);
}

/** A module or what lies in one, as it is imported or used. */
export function tellModule(path: string, place: CodePlace, teller: Teller): void {
  if (startsIn(pythonNetwork, path)) teller.collector.reached(place, path);
  if (path === 'builtins' || startsIn(pythonDynamic, path)) teller.collector.unseen(place, path);
}

function startsIn(names: ReadonlySet<string>, path: string): boolean {
  for (let at = path.length; at > 0; at = path.lastIndexOf('.', at - 1)) if (names.has(path.slice(0, at))) return true;
  return false;
}

/** Names of params that the code reads: `params["month"]`, `params.get("month")`. */
export function tellPythonParams(value: Value, node: ProgramNode, teller: Teller): void {
  if (value.is !== 'ref' || !value.path.startsWith(PARAMS)) return;
  const name = value.path.slice(PARAMS.length);
  const isGet = node.kind === 'call' && (name === 'get' || name === 'pop' || name === 'setdefault');
  if (node.kind === 'index' && !name.includes('.')) teller.collector.param(node, name);
  else if (isGet) for (const each of teller.evaluator.plain(node.args[0])) teller.collector.param(node, each);
}

const PARAMS = 'builtins.params.';

function shortPath(path: string): string {
  return path.replace(/^builtins\./u, '');
}
