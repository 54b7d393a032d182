/**
 * The tree of a Trino query. Every node knows where it begins in the text (`at`, a UTF-16 offset), so that an error can name line
 * and column. Source of the grammar: the SELECT page and the language pages of Trino's documentation.
 */
export type Identifier = { text: string; quoted: boolean; at: number };
export type QualifiedName = { parts: Identifier[]; at: number };

export type Literal =
  | { node: 'null'; at: number }
  | { node: 'boolean'; value: boolean; at: number }
  | { node: 'string'; value: string; at: number }
  /** `X'…'`: the bytes as hexadecimal digits, without spaces. */
  | { node: 'bytes'; hex: string; at: number }
  /**
   * Digits as they were written: `7`, `1.50`, `.5`, `1.`, `1e3`; without underscores, and `0x1F`, `0o17`, `0b101` as decimal digits.
   * Which type a number has follows from its form. A minus before it is `negate`.
   */
  | { node: 'number'; text: string; form: 'integer' | 'decimal' | 'double'; at: number }
  /** `DATE '…'`, `TIMESTAMP '…'`, `DECIMAL '…'`, `JSON '…'`: a type's name before a string. */
  | { node: 'typed'; type: TypeName; value: string; at: number }
  /** `INTERVAL -'1' DAY TO SECOND`. */
  | { node: 'interval'; value: string; negative: boolean; from: IntervalField; to?: IntervalField; at: number };

export type IntervalField = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second';
export type ExtractField = string;

/** `decimal(10, 2)`, `array(varchar)`, `row(a bigint, b varchar)`, `timestamp(3) with time zone`; `name` is lower case ("timestamp with time zone"). */
export type TypeName = {
  name: string;
  parameters: (number | TypeName)[];
  fields?: { name?: Identifier; type: TypeName }[];
  at: number;
};

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '||';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Expression =
  | Literal
  /** A name of one part; `a.b` is a `field` of it. */
  | { node: 'name'; name: Identifier; at: number }
  | { node: 'field'; base: Expression; field: Identifier; at: number }
  | { node: 'subscript'; base: Expression; index: Expression; at: number }
  | { node: 'negate'; operand: Expression; at: number }
  | { node: 'binary'; operator: BinaryOperator; left: Expression; right: Expression; at: number }
  | { node: 'compare'; operator: ComparisonOperator; left: Expression; right: Expression; at: number }
  /** `x = ANY (SELECT …)`; SOME is "any". */
  | { node: 'quantified'; operator: ComparisonOperator; quantifier: 'all' | 'any'; left: Expression; query: Query; at: number }
  | { node: 'distinct_from'; not: boolean; left: Expression; right: Expression; at: number }
  /** `operands` has two members or more: `a AND b AND c` is one node. */
  | { node: 'logical'; operator: 'and' | 'or'; operands: Expression[]; at: number }
  | { node: 'not'; operand: Expression; at: number }
  | { node: 'is_null'; not: boolean; operand: Expression; at: number }
  | { node: 'between'; not: boolean; operand: Expression; low: Expression; high: Expression; at: number }
  | { node: 'in_list'; not: boolean; operand: Expression; list: Expression[]; at: number }
  | { node: 'in_query'; not: boolean; operand: Expression; query: Query; at: number }
  | { node: 'like'; not: boolean; operand: Expression; pattern: Expression; escape?: Expression; at: number }
  | { node: 'exists'; query: Query; at: number }
  | { node: 'scalar_query'; query: Query; at: number }
  | { node: 'call'; call: Call; at: number }
  /** `CASE x WHEN …` has an operand. */
  | {
      node: 'case';
      operand?: Expression;
      branches: { when: Expression; result: Expression }[];
      otherwise?: Expression;
      at: number;
    }
  | { node: 'cast'; safe: boolean; operand: Expression; type: TypeName; at: number }
  | { node: 'extract'; field: ExtractField; operand: Expression; at: number }
  | { node: 'at_time_zone'; operand: Expression; zone: Expression; at: number }
  /** `ARRAY[…]`. */
  | { node: 'array'; items: Expression[]; at: number }
  /** `ROW(…)` and `(a, b)`. */
  | { node: 'row'; items: Expression[]; at: number }
  /** `(x, y) -> …`; stands only as the argument of a function. */
  | { node: 'lambda'; parameters: Identifier[]; body: Expression; at: number }
  /** `current_date`, `current_timestamp(6)`, `localtime`: functions that are written without parentheses. */
  | {
      node: 'now';
      name:
        | 'current_date'
        | 'current_time'
        | 'current_timestamp'
        | 'localtime'
        | 'localtimestamp'
        | 'current_user'
        | 'current_catalog'
        | 'current_schema';
      precision?: number;
      at: number;
    };

/**
 * `at` is where the name begins; `name` is lower case. Arguments stand as they were written, but for `trim(x from y)`, which gives
 * `[y, x]` as `trim(y, x)` does, and `normalize(x, NFD)`, whose form is a string. Special forms (`trim(both x from y)`, `position(a in b)`,
 * `substring(a from b for c)`, `if`, `nullif`, `coalesce`, `try`, `grouping`, `count(*)`) are calls too.
 */
export type Call = {
  name: string;
  at: number;
  /** `count(*)`, `count(t.*)` has none and this. */
  star?: true;
  distinct: boolean;
  arguments: Expression[];
  /** `array_agg(x ORDER BY y)`. */
  order: SortItem[];
  /** `listagg(…) WITHIN GROUP (ORDER BY …)`. */
  within?: SortItem[];
  /** `listagg(… ON OVERFLOW ERROR)` or TRUNCATE. */
  overflow?: 'error' | 'truncate';
  filter?: Expression;
  nulls?: 'respect' | 'ignore';
  over?: WindowSpec | { reference: Identifier };
  /** `trim(leading … from …)`. */
  trim?: 'both' | 'leading' | 'trailing';
};

export type SortItem = { expression: Expression; descending: boolean; nulls?: 'first' | 'last'; at: number };

export type WindowSpec = {
  /** `OVER (w ORDER BY …)`: a named window that this one goes on from. */
  base?: Identifier;
  partition: Expression[];
  order: SortItem[];
  frame?: { unit: 'rows' | 'range' | 'groups'; start: FrameBound; end?: FrameBound; at: number };
  at: number;
};
export type FrameBound =
  | { bound: 'unbounded_preceding' | 'unbounded_following' | 'current_row' }
  | { bound: 'preceding' | 'following'; value: Expression };

export type Query = {
  recursive: boolean;
  with: { name: Identifier; columns?: Identifier[]; query: Query }[];
  body: QueryBody;
  order: SortItem[];
  /** `OFFSET n ROWS`. */
  offset?: Expression;
  /** `LIMIT n`, `LIMIT ALL` (none), `FETCH FIRST n ROWS`. */
  limit?: Expression;
  /** `FETCH FIRST n ROWS WITH TIES`. */
  ties?: true;
  at: number;
};

export type QueryBody =
  | Select
  | { node: 'set'; operator: 'union' | 'intersect' | 'except'; all: boolean; left: QueryBody; right: QueryBody; at: number }
  | { node: 'values'; rows: Expression[]; at: number }
  | { node: 'table'; name: QualifiedName; at: number }
  | { node: 'subquery'; query: Query; at: number };

export type Select = {
  node: 'select';
  distinct: boolean;
  items: SelectItem[];
  from: Relation[];
  where?: Expression;
  group?: { distinct: boolean; elements: GroupingElement[]; at: number };
  having?: Expression;
  windows: { name: Identifier; spec: WindowSpec }[];
  at: number;
};

export type SelectItem =
  | { item: 'expression'; expression: Expression; alias?: Identifier; at: number }
  /** `*`, `t.*`, `row.* AS (a, b)`. */
  | { item: 'all'; base?: Expression; aliases?: Identifier[]; at: number };

export type GroupingElement =
  | { grouping: 'simple'; expressions: Expression[]; at: number }
  | { grouping: 'rollup' | 'cube' | 'sets'; sets: Expression[][]; at: number };

export type Relation =
  | { relation: 'table'; name: QualifiedName; at: number }
  | { relation: 'subquery'; query: Query; at: number }
  | { relation: 'lateral'; query: Query; at: number }
  | { relation: 'unnest'; expressions: Expression[]; ordinality: boolean; at: number }
  /** `TABLE(sequence(start => 1, stop => 9))`: `names` is as long as `arguments`, where one of them has a name. */
  | { relation: 'function'; name: string; arguments: Expression[]; names?: (string | undefined)[]; at: number }
  | { relation: 'alias'; base: Relation; name: Identifier; columns?: Identifier[]; at: number }
  | { relation: 'sample'; base: Relation; method: 'bernoulli' | 'system'; percent: Expression; at: number }
  | {
      relation: 'join';
      kind: 'inner' | 'left' | 'right' | 'full' | 'cross';
      left: Relation;
      right: Relation;
      on?: Expression;
      using?: Identifier[];
      natural?: true;
      at: number;
    };

export type Statement =
  | { statement: 'query'; query: Query; at: number }
  /** `regex` is Athena's `SHOW TABLES IN db 'pattern'`. */
  | { statement: 'show_tables'; from?: QualifiedName; like?: string; regex?: string; at: number }
  /** `SHOW SCHEMAS` and `SHOW DATABASES`. */
  | { statement: 'show_schemas'; like?: string; at: number }
  | { statement: 'show_catalogs'; like?: string; at: number }
  | { statement: 'show_functions'; like?: string; at: number }
  /** `SHOW COLUMNS FROM t`, `SHOW COLUMNS IN t`, `DESCRIBE t`, `DESC t`. */
  | { statement: 'show_columns'; table: QualifiedName; like?: string; at: number }
  | { statement: 'explain'; analyze: boolean; query: Query; at: number };
