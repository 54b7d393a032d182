import type { NodeId, Program, ProgramNode, ScopeId } from './program.ts';
import type { CallNode, Rules } from './rules.ts';
import { distinct, joined, pathText, plainText, textOf, UNKNOWN, type TextParts, type Value } from './values.ts';

const MOST_DEPTH = 120;
const MOST_STEPS = 1_500_000;
const MOST_CALL_SITES = 40;
const MOST_JOINED = 24;
const MOST_GIVEN = 200;
/** More alternatives than these are not told apart. */
const MOST_VALUES = 24;

/**
 * What expressions of a program may be, whatever order its statements run in: a name is all that it is ever given, a parameter all that
 * calls hand in. Answers are kept; where it would go in a circle or too deep, the answer is unknown.
 */
export class Evaluator {
  readonly program: Program;
  readonly #rules: Rules;
  readonly #known = new Map<NodeId, Value[]>();
  /** What is being answered, and how deep in. */
  readonly #open = new Map<NodeId, number>();
  readonly #names = new Map<string, Value[]>();
  readonly #bindings = new Map<string, NodeId[]>();
  readonly #attributes = new Map<string, NodeId[]>();
  readonly #calls = new Map<string, CallNode[]>();
  readonly #functionOf = new Map<ScopeId, Extract<ProgramNode, { kind: 'function' }>>();
  #depth = 0;
  /** The least depth of an open answer that was asked for again. */
  #circle = Infinity;
  #steps = 0;
  #gaveUp = false;

  constructor(program: Program, rules: Rules) {
    this.program = program;
    this.#rules = rules;
    for (const [scope, name, value] of program.bindings) push(this.#bindings, `${scope} ${name}`, value);
    for (const [name, value] of program.attributes) push(this.#attributes, name, value);
    for (const node of program.nodes) {
      if (node.kind === 'function') this.#functionOf.set(node.scope, node);
      else if (node.kind === 'call') {
        const callee = program.nodes[node.callee];
        if (callee?.kind === 'name' || callee?.kind === 'attribute') push(this.#calls, callee.name, node);
      }
    }
  }

  /** Whether it gave up somewhere because there was too much of it. */
  get gaveUp(): boolean {
    return this.#gaveUp;
  }

  /** All that the expression may be; never empty. */
  values(id: NodeId | undefined): Value[] {
    const values = id === undefined ? [] : this.#within(id);
    return values.length === 0 ? [UNKNOWN] : values;
  }

  /**
   * As `values`, and nothing where it is asked for within its own answer. An answer to which such a circle has still something to add is not
   * kept.
   */
  #within(id: NodeId): Value[] {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const open = this.#open.get(id);
    if (open !== undefined) {
      this.#circle = Math.min(this.#circle, open);
      return [];
    }
    this.#steps += 1;
    if (this.#depth > MOST_DEPTH || this.#steps > MOST_STEPS) {
      this.#gaveUp = true;
      return [UNKNOWN];
    }
    const around = this.#circle;
    const depth = this.#depth;
    this.#circle = Infinity;
    this.#open.set(id, depth);
    this.#depth += 1;
    const values = this.#distinct(this.#valuesOf(id));
    this.#depth = depth;
    this.#open.delete(id);
    if (this.#circle >= depth) this.#known.set(id, values);
    this.#circle = Math.min(around, this.#circle >= depth ? Infinity : this.#circle);
    return values;
  }

  /** The texts that the expression may be; `others` where it may be something else as well. */
  texts(id: NodeId | undefined): { texts: TextParts[]; others: boolean } {
    const values = this.values(id);
    const texts = values.flatMap((value) => {
      if (value.is === 'text') return [value.parts];
      return value.is === 'thing' && value.type === 'path' && value.parts !== undefined ? [value.parts] : [];
    });
    return { texts, others: texts.length < values.length };
  }

  /** The one text that the expression is; not known where there are others. */
  text(id: NodeId | undefined): TextParts {
    const { texts, others } = this.texts(id);
    const [only, more] = texts;
    return only === undefined || more !== undefined || others ? [null] : only;
  }

  /** The texts of it that are known as a whole. */
  plain(id: NodeId | undefined): string[] {
    return this.values(id).flatMap((value) => plainText(value) ?? []);
  }

  /** An argument by its place, or by one of its names. */
  argument(call: CallNode, at: number, ...names: string[]): NodeId | undefined {
    const named = call.named.find(([name]) => names.includes(name))?.[1];
    if (named !== undefined) return named;
    for (const id of call.args) {
      const node = this.program.nodes[id];
      if (node?.kind !== 'record') continue;
      const entry = node.entries.find(([name]) => names.includes(name))?.[1];
      if (entry !== undefined && at < 0) return entry;
    }
    return at < 0 ? undefined : call.args[at];
  }

  /** Each value once; where there are too many, some and what is not known. */
  #distinct(values: readonly Value[]): Value[] {
    const found = distinct(values);
    if (found.length <= MOST_VALUES) return found;
    this.#gaveUp = true;
    return [...found.slice(0, MOST_VALUES - 1), UNKNOWN];
  }

  #valuesOf(id: NodeId): Value[] {
    const node = this.program.nodes[id];
    if (node === undefined) return [UNKNOWN];
    switch (node.kind) {
      case 'name':
        return this.#named(node.scope, node.name);
      case 'attribute':
        return this.#within(node.base).flatMap((base) => this.#member(base, node.name));
      case 'index':
        return this.#indexed(node);
      case 'call':
        return this.#within(node.callee).flatMap((callee) => this.#called(callee, node));
      case 'text':
        return [textOf([node.text])];
      case 'join':
        return this.#joined(node.parts);
      case 'filled':
        return this.texts(node.text).texts.map((parts) => textOf(filled(parts)));
      case 'path':
        return this.#path(node.parts);
      case 'list':
        return [{ is: 'list', node: id }];
      case 'record':
        return [{ is: 'record', node: id }];
      case 'either':
        return node.of.flatMap((each) => this.#within(each));
      case 'element':
        return this.#within(node.of).flatMap((list) => this.#items(list));
      case 'item':
        return this.#within(node.of).flatMap((list) => this.#items(list, node.at));
      case 'function':
        return [{ is: 'function', node: id }];
      case 'module':
        return [{ is: 'ref', path: node.path }];
      case 'same':
        return this.#within(node.of);
      case 'other':
        return [UNKNOWN];
    }
  }

  #named(scope: ScopeId, name: string): Value[] {
    for (let at: ScopeId | undefined = scope; at !== undefined && at >= 0; at = this.program.scopes[at]) {
      const key = `${at} ${name}`;
      const known = this.#names.get(key);
      if (known !== undefined) return known;
      const given = this.#bindings.get(key);
      const handed = this.#handedIn(at, name);
      if (given === undefined && handed === undefined) continue;
      const own = at === 0 && this.#rules.keepsGlobal(name) ? this.#rules.global(name) : [];
      const values = this.#distinct([...this.#all(given ?? []), ...(handed ?? []), ...own]);
      if (this.#circle === Infinity) this.#names.set(key, values);
      return values;
    }
    const stars = this.program.stars.map((module): Value => ({ is: 'ref', path: `${module}.${name}` }));
    return [...this.#rules.global(name), ...stars];
  }

  /** What calls hand in for a parameter; undefined for a name that is none. */
  #handedIn(scope: ScopeId, name: string): Value[] | undefined {
    const owner = this.#functionOf.get(scope);
    const at = owner?.params.indexOf(name) ?? -1;
    if (owner === undefined || at < 0) return undefined;
    const calls = this.#calls.get(owner.name) ?? [];
    const values = calls.slice(0, MOST_CALL_SITES).flatMap((call): Value[] => {
      const named = call.named.find(([each]) => each === name)?.[1];
      if (named !== undefined) return this.#within(named);
      const hasSelf = owner.params[0] === 'self' || owner.params[0] === 'cls';
      const place = hasSelf && this.program.nodes[call.callee]?.kind === 'attribute' ? at - 1 : at;
      const given = call.args[place];
      return given === undefined ? (call.spread ? [UNKNOWN] : []) : this.#within(given);
    });
    if (calls.length > MOST_CALL_SITES) this.#gaveUp = true;
    return calls.length === 0 || calls.length > MOST_CALL_SITES ? [...values, UNKNOWN] : values;
  }

  #member(base: Value, name: string): Value[] {
    const special = this.#rules.member(base, name);
    if (special !== undefined) return special;
    switch (base.is) {
      case 'ref':
        return [{ is: 'ref', path: `${base.path}.${name}` }];
      case 'thing':
      case 'text':
      case 'list':
        return [{ is: 'method', of: base, name }];
      case 'record': {
        const node = this.program.nodes[base.node];
        const entry = node?.kind === 'record' ? node.entries.findLast(([each]) => each === name)?.[1] : undefined;
        return entry === undefined ? this.#ofWhatever(name) : this.values(entry);
      }
      case 'method':
      case 'function':
      case 'unknown':
        return this.#ofWhatever(name);
    }
  }

  /** An attribute of an object that is not known: what the code gives to an attribute of that name, else a method of something. */
  #ofWhatever(name: string): Value[] {
    const key = `.${name}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const values = this.#distinct([...this.#all(this.#attributes.get(name) ?? []), { is: 'method', of: UNKNOWN, name }]);
    if (this.#circle === Infinity) this.#names.set(key, values);
    return values;
  }

  #all(given: readonly NodeId[]): Value[] {
    if (given.length > MOST_GIVEN) this.#gaveUp = true;
    const values = given.slice(0, MOST_GIVEN).flatMap((each) => this.#within(each));
    return given.length > MOST_GIVEN ? [...values, UNKNOWN] : values;
  }

  #indexed({ base, key }: Extract<ProgramNode, { kind: 'index' }>): Value[] {
    const keys = this.plain(key);
    const bases = this.#within(base);
    if (keys.length > 0) return bases.flatMap((each) => keys.flatMap((name) => this.#member(each, name)));
    return bases.flatMap((each) => this.#items(each));
  }

  #items(list: Value, at?: number): Value[] {
    if (list.is !== 'list' && list.is !== 'record') return [UNKNOWN];
    const node = this.program.nodes[list.node];
    if (node?.kind === 'record') return at === undefined ? node.entries.flatMap(([, value]) => this.values(value)) : [UNKNOWN];
    if (node?.kind !== 'list') return [UNKNOWN];
    return at === undefined ? node.items.flatMap((item) => this.values(item)) : this.values(node.items[at]);
  }

  #called(callee: Value, call: CallNode): Value[] {
    const known = this.#rules.result(callee, call, this);
    if (known !== undefined) return known;
    if (callee.is !== 'function') return [UNKNOWN];
    const node = this.program.nodes[callee.node];
    return node?.kind === 'function' ? node.returns.flatMap((each) => this.#within(each)) : [UNKNOWN];
  }

  #joined(parts: readonly NodeId[]): Value[] {
    let texts: TextParts[] = [[]];
    let isText = false;
    for (const part of parts) {
      const values = this.#within(part);
      const pieces = values.map((value): TextParts => (value.is === 'text' ? value.parts : [null]));
      isText ||= values.some(({ is }) => is === 'text');
      const all = texts.flatMap((before) => pieces.map((piece) => joined([before, piece])));
      texts = all.length <= MOST_JOINED ? all : texts.map((before) => joined([before, [null]]));
    }
    return isText ? texts.map(textOf) : [UNKNOWN];
  }

  #path(parts: readonly NodeId[]): Value[] {
    const [first] = parts;
    const isPath = this.values(first).some(({ is }) => is === 'thing');
    if (!isPath) return [UNKNOWN];
    return [{ is: 'thing', type: 'path', parts: pathText(parts.map((part) => this.text(part))) }];
  }
}

/** What `%s`, `{}` and the like stand for is not known. */
function filled(parts: TextParts): TextParts {
  return joined(
    parts.map((part) => {
      if (part === null) return [null];
      return part
        .split(/%(?:\(\w*\))?[-+ #0-9.]*[a-zA-Z]|\{[^{}]*\}/u)
        .flatMap((piece, at) => (at === 0 ? [piece] : [null, piece]));
    }),
  );
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
