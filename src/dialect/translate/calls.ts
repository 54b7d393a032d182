import type { Call, Expression } from '../ast.ts';
import type { Args, CallContext, FunctionSpec } from '../functions/function-spec.ts';
import { functionsNamed, nearFunction } from '../functions/registry.ts';
import { coercedTo, matches, parametersFor, substitute, type Bindings, type TypePattern } from '../functions/signature.ts';
import { BIGINT, measuredLike, coerces, commonType, duckType, sameType, type TrinoType, typeText, UNKNOWN } from '../types.ts';
import { castSql } from './casts.ts';
import { findNode } from './children.ts';
import { compare } from './operators.ts';
import type { Scope, Typed } from './scope.ts';
import { sortItem, windowSql } from './windows.ts';
import { failure, type Translation } from './translation.ts';

/** How the expressions inside of a call are translated; given, so that the two modules need not import each other. */
export type Inner = {
  expression(translation: Translation, scope: Scope, node: Expression): Typed;
  predicate(translation: Translation, scope: Scope, node: Expression): string;
};

/** A call of a function, an aggregate or a window function, and the forms of Trino that are written like one. */
export function call(translation: Translation, scope: Scope, node: Call, inner: Inner): Typed {
  const special = SPECIAL[node.name];
  if (special) return special(translation, scope, node, inner);
  const specs = functionsNamed(node.name);
  if (specs.length === 0) throw notRegistered(translation, node);
  return resolve(translation, scope, node, specs, inner);
}

function notRegistered(translation: Translation, node: Call): Error {
  const instead = nearFunction(node.name);
  return translation.error(
    'FUNCTION_NOT_FOUND',
    node.at,
    `Function '${node.name}' not registered${instead === undefined ? '' : `; ${instead}`}`,
    node.name,
  );
}

type Special = (translation: Translation, scope: Scope, node: Call, inner: Inner) => Typed;

const SPECIAL: Record<string, Special | undefined> = Object.assign(Object.create(null) as Record<string, Special>, {
  if: (translation, scope, node, inner) => {
    const [condition, result, otherwise] = counted(translation, node, 2, 3);
    if (!condition || !result) throw new Error('if has two arguments');
    const branches = [{ when: condition, result }];
    return inner.expression(
      translation,
      scope,
      otherwise ? { node: 'case', branches, otherwise, at: node.at } : { node: 'case', branches, at: node.at },
    );
  },
  coalesce: (translation, scope, node, inner) => {
    const values = counted(translation, node, 1, Infinity).map((each) => inner.expression(translation, scope, each));
    const type = common(translation, node, values);
    return {
      sql: `coalesce(${values.map((value) => castSql(translation, value.sql, value.type, type) ?? value.sql).join(', ')})`,
      type,
    };
  },
  nullif: (translation, scope, node, inner) => {
    const [left, right] = counted(translation, node, 2, 2).map((each) => inner.expression(translation, scope, each));
    if (!left || !right) throw new Error('nullif has two arguments');
    return {
      sql: `CASE WHEN ${compare(translation, '=', left, right, node.at).sql} THEN NULL ELSE ${left.sql} END`,
      type: left.type,
    };
  },
  try: (translation, scope, node, inner) => {
    const [operand] = counted(translation, node, 1, 1);
    if (!operand) throw new Error('try has an argument');
    const value = inner.expression(translation, scope, operand);
    return { sql: `TRY(${value.sql})`, type: value.type };
  },
  grouping: (translation, scope, node, inner) => {
    const values = counted(translation, node, 1, Infinity).map((each) => inner.expression(translation, scope, each).sql);
    return { sql: `CAST(GROUPING(${values.join(', ')}) AS BIGINT)`, type: BIGINT };
  },
} satisfies Record<string, Special>);

function counted(translation: Translation, node: Call, least: number, most: number): readonly Expression[] {
  const count = node.arguments.length;
  if (count >= least && count <= most) return node.arguments;
  throw translation.error(
    'INVALID_ARGUMENTS',
    node.at,
    `${node.name} takes ${least === most ? least : `${least} to ${most}`} arguments, it got ${count}`,
    node.name,
  );
}

function common(translation: Translation, node: Call, values: readonly Typed[]): TrinoType {
  return values.reduce<TrinoType>((type, value, at) => {
    const both = commonType(type, value.type);
    if (both === undefined)
      throw translation.error(
        'TYPE_MISMATCH',
        node.arguments[at]?.at ?? node.at,
        `All arguments of ${node.name} must be of one type: ${typeText(value.type)} does not go with ${typeText(type)}; cast one of them`,
        node.name,
      );
    return both;
  }, UNKNOWN);
}

/** One way to read a call: the declaration, with the types that its arguments are cast to. */
type Match = { spec: FunctionSpec; patterns: TypePattern[]; bindings: Bindings; targets: (TrinoType | undefined)[] };

function resolve(translation: Translation, scope: Scope, node: Call, specs: readonly FunctionSpec[], inner: Inner): Typed {
  const values = node.arguments.map((each) => (each.node === 'lambda' ? undefined : inner.expression(translation, scope, each)));
  const match =
    specs.map((spec) => fit(spec, node, values, true)).find(Boolean) ??
    specs.map((spec) => fit(spec, node, values, false)).find(Boolean);
  if (!match) throw unexpected(translation, node, values, specs);
  const read = () =>
    node.arguments.map((each, at) => {
      const pattern = match.patterns[at];
      if (each.node === 'lambda') return lambda(translation, scope, each, pattern, match.bindings, inner);
      const value = values[at];
      const target = pattern && value ? (coercedTo(pattern, value.type, match.bindings) ?? value.type) : UNKNOWN;
      match.targets[at] = target;
      return value ? (castSql(translation, value.sql, value.type, target) ?? value.sql) : 'NULL';
    });
  let args: string[];
  let before: [string, TrinoType][];
  do {
    before = [...match.bindings];
    args = read();
    // A lambda may give a wider type than the state that it begins with: then all are read again with that.
  } while (before.some(([name, type]) => !sameType(match.bindings.get(name) ?? type, type)));
  return build(translation, scope, node, match, args, inner);
}

/** Whether the arguments fit the declaration; `exact`: without a cast. */
function fit(spec: FunctionSpec, node: Call, values: readonly (Typed | undefined)[], exact: boolean): Match | undefined {
  const count = node.star ? 0 : node.arguments.length;
  const patterns = parametersFor(spec.signature, count);
  if (patterns === undefined) return undefined;
  const bindings: Bindings = new Map();
  for (const [at, pattern] of patterns.entries()) {
    const value = values[at];
    if ((value === undefined) !== (pattern.pattern === 'function')) return undefined;
    if (value === undefined) {
      const lambdaNode = node.arguments[at];
      if (
        pattern.pattern === 'function' &&
        lambdaNode?.node === 'lambda' &&
        lambdaNode.parameters.length !== pattern.parameters.length
      )
        return undefined;
      continue;
    }
    const fits =
      value.type.kind === 'unknown' ||
      (exact ? matches(pattern, value.type, bindings) : coercedTo(pattern, value.type, bindings) !== undefined);
    if (!fits) return undefined;
  }
  return { spec, patterns, bindings, targets: [] };
}

function unexpected(
  translation: Translation,
  node: Call,
  values: readonly (Typed | undefined)[],
  specs: readonly FunctionSpec[],
): Error {
  const given = values.map((value) => (value ? typeText(value.type) : 'function')).join(', ');
  const wanted = specs
    .slice(0, 4)
    .map(({ signature }) => signature.text.replace(/ ->.*/u, ''))
    .join(', ');
  return translation.error(
    'FUNCTION_NOT_FOUND',
    node.at,
    `Unexpected parameters (${given}) for function ${node.name}. Expected: ${wanted}`,
    node.name,
  );
}

/** A lambda as DuckDB writes it; binds the variable of its result. */
function lambda(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'lambda' }>,
  pattern: TypePattern | undefined,
  bindings: Bindings,
  inner: Inner,
): string {
  if (pattern?.pattern !== 'function') throw translation.error('TYPE_MISMATCH', node.at, 'A lambda is not expected here', '->');
  const parameters = new Map<string, Typed>();
  const depth = lambdaDepth(scope);
  const names = node.parameters.map(({ text }, at) => {
    const name = `p${depth}_${at}`;
    parameters.set(text.toLowerCase(), {
      sql: name,
      type: substitute(pattern.parameters[at] ?? { pattern: 'kind', name: 'any' }, bindings),
    });
    return name;
  });
  if (parameters.size < names.length)
    throw translation.error('SYNTAX_ERROR', node.at, 'The parameters of a lambda must have names of their own', '->');
  const query = findNode(
    node.body,
    (each) => each.node === 'exists' || each.node.endsWith('_query') || each.node === 'quantified',
  );
  if (query)
    throw translation.error(
      'NOT_SUPPORTED',
      query.at,
      'Lambda expression cannot contain subqueries; join their result instead',
      '->',
    );
  const inside: Scope = { columns: [], lambda: parameters, parent: scope, tables: scope.tables };
  const body = translation.nested('lambda', node.at, () => inner.expression(translation, inside, node.body));
  const result = lambdaResult(translation, pattern.result, body, bindings, node);
  return `lambda ${names.join(', ')}: ${result}`;
}

/** Lambdas are named by how deep they stand: one expression written twice becomes one SQL, by which DuckDB knows what is grouped by. */
function lambdaDepth(scope: Scope): number {
  let depth = 0;
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.lambda) depth += 1;
  return depth;
}

function lambdaResult(translation: Translation, pattern: TypePattern, body: Typed, bindings: Bindings, node: Expression): string {
  if (pattern.pattern === 'variable') {
    const bound = bindings.get(pattern.name);
    if (bound === undefined || bound.kind === 'unknown') bindings.set(pattern.name, body.type);
    else if (coerces(body.type, bound)) return castSql(translation, body.sql, body.type, bound) ?? body.sql;
    else if (coerces(bound, body.type)) bindings.set(pattern.name, body.type);
    else
      throw translation.error(
        'TYPE_MISMATCH',
        node.at,
        `The lambda must give ${typeText(bound)}, it gives ${typeText(body.type)}; cast the value that it begins with, or its result`,
        '->',
      );
    return body.sql;
  }
  const target = coercedTo(pattern, body.type, bindings);
  if (target === undefined)
    throw translation.error('TYPE_MISMATCH', node.at, `The lambda gives ${typeText(body.type)}, which does not fit here`, '->');
  return castSql(translation, body.sql, body.type, target) ?? body.sql;
}

function build(translation: Translation, scope: Scope, node: Call, match: Match, args: string[], inner: Inner): Typed {
  const { spec, bindings } = match;
  if (spec.kind === 'scalar') refuseModifiers(translation, node);
  if (spec.kind === 'window' && !node.over)
    throw translation.error('INVALID_ARGUMENTS', node.at, `Window function ${node.name} requires an OVER clause`, node.name);
  const types = node.arguments.map((_, at) => match.targets[at] ?? UNKNOWN);
  const constant = (index: number): string | undefined => constantOf(node.arguments[index]);
  const partial = { types: types as unknown as CallContext['types'], bindings, constant };
  const like = types.find(
    ({ kind }) => spec.signature.result.pattern === 'kind' && kind === spec.signature.result.name && kind !== 'varchar',
  );
  const type = measuredLike(spec.type?.(partial) ?? substitute(spec.signature.result, bindings, like), ...types);
  const context: CallContext = {
    ...partial,
    result: type,
    call: node,
    nodes: node.arguments,
    aggregate: (name, ...values) => aggregateSql(translation, scope, node, name, values, inner),
    cast: (sql, from, to, safe) => castSql(translation, sql, from, to, safe) ?? `CAST(${sql} AS ${duckType(to)})`,
    fail: failure,
    refuse: (advice) => {
      throw translation.error('NOT_SUPPORTED', node.at, `${node.name} is not supported here: ${advice}`, node.name);
    },
    invalid: (message) => {
      throw translation.error('INVALID_FUNCTION_ARGUMENT', node.at, message, node.name);
    },
    once: (sql, use) => translation.once(sql, use),
  };
  return { sql: spec.sql(args as unknown as Args, context), type };
}

function constantOf(node: Expression | undefined): string | undefined {
  if (node?.node === 'string') return node.value;
  if (node?.node === 'number') return node.text;
  if (node?.node === 'negate' && node.operand.node === 'number') return `-${node.operand.text}`;
  return undefined;
}

function refuseModifiers(translation: Translation, node: Call): void {
  const modifier = node.over
    ? 'OVER'
    : node.filter
      ? 'FILTER'
      : node.distinct
        ? 'DISTINCT'
        : node.order.length > 0 || node.within
          ? 'ORDER BY'
          : undefined;
  if (modifier)
    throw translation.error('INVALID_ARGUMENTS', node.at, `${modifier} belongs to an aggregate; ${node.name} is none`, node.name);
}

function aggregateSql(
  translation: Translation,
  scope: Scope,
  node: Call,
  name: string,
  values: readonly string[],
  inner: Inner,
): string {
  const items = (node.within ?? node.order).map((item) => sortItem(translation, scope, item, inner));
  const inside = `${node.distinct ? 'DISTINCT ' : ''}${node.star && values.length === 0 ? '*' : values.join(', ')}${items.length > 0 ? ` ORDER BY ${items.join(', ')}` : ''}${node.nulls === 'ignore' ? ' IGNORE NULLS' : ''}`;
  const filter = node.filter ? ` FILTER (WHERE ${inner.predicate(translation, scope, node.filter)})` : '';
  const over = node.over ? ` OVER (${windowSql(translation, scope, node.over, inner)})` : '';
  return `${name}(${inside})${filter}${over}`;
}
