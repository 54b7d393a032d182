import {
  arrayOf,
  asDecimal,
  BIGINT,
  coerces,
  commonType,
  DOUBLE,
  isInteger,
  isNumeric,
  mapOf,
  timestamp,
  timestampTz,
  VARCHAR,
  type TrinoType,
  type TypeKind,
} from '../types.ts';

/**
 * A parameter or result of a function as its signature writes it. Type variables are single capital letters; `decimal`, `timestamp`,
 * `varchar` … stand for the type with any precision or length; `number` is any numeric type; `any` is whatever is given.
 */
export type TypePattern =
  | { pattern: 'variable'; name: string }
  | { pattern: 'kind'; name: string }
  | { pattern: 'array'; element: TypePattern }
  | { pattern: 'map'; key: TypePattern; value: TypePattern }
  | { pattern: 'function'; parameters: TypePattern[]; result: TypePattern };

export type Signature = { name: string; parameters: TypePattern[]; variadic: boolean; result: TypePattern; text: string };

/** Types that the variables of a signature stand for in one call. */
export type Bindings = Map<string, TrinoType>;

/** Reads `element_at(map(K, V), K) -> V`; a last parameter with `...` may come any number of times, also none. Throws `Error` for a text that is none. */
export function signature(text: string): Signature {
  const tokens = text.match(/[a-z_][a-z0-9_]*|[A-Z]|\.\.\.|->|[(),]/giu) ?? [];
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const expect = (wanted: string): void => {
    if (take() !== wanted) throw new Error(`The signature "${text}" lacks "${wanted}"`);
  };
  const list = (): TypePattern[] => {
    const items: TypePattern[] = [];
    expect('(');
    while (tokens[at] !== ')') {
      if (items.length > 0) expect(',');
      items.push(pattern());
      if (tokens[at] === '...') break;
    }
    return items;
  };
  const pattern = (): TypePattern => {
    const name = take();
    if (/^[A-Z]$/u.test(name)) return { pattern: 'variable', name };
    if (name !== 'array' && name !== 'map' && name !== 'function') return { pattern: 'kind', name };
    const inner = list();
    expect(')');
    const [first, second] = inner;
    if (name === 'array' && first) return { pattern: 'array', element: first };
    if (name === 'map' && first && second) return { pattern: 'map', key: first, value: second };
    const result = inner.pop();
    if (result === undefined) throw new Error(`The signature "${text}" has an empty ${name}`);
    return { pattern: 'function', parameters: inner, result };
  };
  const name = take();
  const parameters = list();
  const variadic = tokens[at] === '...';
  if (variadic) at++;
  expect(')');
  expect('->');
  return { name, parameters, variadic, result: pattern(), text };
}

/** The parameters as they are for so many arguments; undefined where the number does not fit. */
export function parametersFor({ parameters, variadic }: Signature, count: number): TypePattern[] | undefined {
  if (!variadic) return parameters.length === count ? parameters : undefined;
  const last = parameters.at(-1);
  if (last === undefined || count < parameters.length - 1) return undefined;
  return [...parameters.slice(0, -1), ...Array.from({ length: count - parameters.length + 1 }, () => last)];
}

const EXACT: Record<string, (type: TrinoType) => boolean> = { number: isNumeric, any: () => true };

/** Whether `type` is one of the pattern without a cast; binds variables, to the common type of what they meet. */
export function matches(pattern: TypePattern, type: TrinoType, bindings: Bindings): boolean {
  switch (pattern.pattern) {
    case 'variable': {
      const bound = bindings.get(pattern.name);
      const common = bound === undefined ? type : commonType(bound, type);
      if (common === undefined) return false;
      bindings.set(pattern.name, common);
      return true;
    }
    case 'kind':
      return EXACT[pattern.name]?.(type) ?? type.kind === pattern.name;
    case 'array':
      return type.kind === 'array' && matches(pattern.element, type.element, bindings);
    case 'map':
      return type.kind === 'map' && matches(pattern.key, type.key, bindings) && matches(pattern.value, type.value, bindings);
    case 'function':
      return false;
  }
}

/** The type that an argument of `type` is cast to so that it fits the pattern; undefined where Trino would not. */
export function coercedTo(pattern: TypePattern, type: TrinoType, bindings: Bindings): TrinoType | undefined {
  if (type.kind !== 'unknown') {
    if (matches(pattern, type, bindings)) return substitute(pattern, bindings, type);
  }
  if (pattern.pattern === 'kind') {
    const target = kindTarget(pattern.name, type);
    return target !== undefined && coerces(type, target) ? target : undefined;
  }
  if (type.kind === 'unknown') return substitute(pattern, bindings, type);
  return coercedInside(pattern, type, bindings);
}

/** `array(decimal)` for `array(double)`: its elements are cast. */
function coercedInside(pattern: TypePattern, type: TrinoType, bindings: Bindings): TrinoType | undefined {
  if (pattern.pattern === 'array' && type.kind === 'array') {
    const element = coercedTo(pattern.element, type.element, bindings);
    return element && arrayOf(element);
  }
  if (pattern.pattern !== 'map' || type.kind !== 'map') return undefined;
  const key = coercedTo(pattern.key, type.key, bindings);
  const value = coercedTo(pattern.value, type.value, bindings);
  return key && value && mapOf(key, value);
}

/** The concrete type of a kind that a value of `type` would become. */
function kindTarget(name: string, type: TrinoType): TrinoType | undefined {
  if (name === 'number') return isNumeric(type) ? type : DOUBLE;
  if (name === 'any') return type;
  if (name === 'decimal') return isInteger(type) || type.kind === 'decimal' ? asDecimal(type) : undefined;
  if (name === 'varchar') return VARCHAR;
  if (name === 'timestamp') return timestamp('precision' in type && type.kind === 'timestamp' ? type.precision : 3);
  if (name === 'timestamp_tz') return timestampTz('precision' in type && type.kind !== 'decimal' ? type.precision : 3);
  if (name === 'time') return { kind: 'time', precision: 3 };
  if (name === 'char' || name === 'array' || name === 'map' || name === 'row') return undefined;
  return {
    kind: name as Exclude<
      TypeKind,
      'decimal' | 'varchar' | 'char' | 'time' | 'timestamp' | 'timestamp_tz' | 'array' | 'map' | 'row'
    >,
  };
}

/** The pattern with its variables filled in; a kind with precision takes that of `like`. */
export function substitute(pattern: TypePattern, bindings: Bindings, like?: TrinoType): TrinoType {
  switch (pattern.pattern) {
    case 'variable':
      return bindings.get(pattern.name) ?? { kind: 'unknown' };
    case 'array':
      return arrayOf(substitute(pattern.element, bindings, like?.kind === 'array' ? like.element : undefined));
    case 'map':
      return mapOf(
        substitute(pattern.key, bindings, like?.kind === 'map' ? like.key : undefined),
        substitute(pattern.value, bindings, like?.kind === 'map' ? like.value : undefined),
      );
    case 'function':
      return { kind: 'unknown' };
    case 'kind':
      if (like !== undefined && (EXACT[pattern.name]?.(like) ?? like.kind === pattern.name)) return like;
      return kindTarget(pattern.name, like ?? BIGINT) ?? { kind: 'unknown' };
  }
}
