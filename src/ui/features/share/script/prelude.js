const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const { env } = process;
const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });

class QueryError extends Error {
  name = 'QueryError';
}

/** The rows of a query on Athena: objects by column name. `columns` are the names in order, `types` the SQL type of each. */
async function query(sql) {
  if (typeof sql !== 'string') throw new TypeError(`query() takes SQL as text, got ${typeof sql}`);
  const sdk = athenaSdk();
  const client = new sdk.AthenaClient({});
  const context = { Database: env.SANDBANK_DATABASE, Catalog: env.SANDBANK_CATALOG };
  const { QueryExecutionId } = await client.send(
    new sdk.StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: env.SANDBANK_WORKGROUP ?? 'primary',
      ...(context.Database || context.Catalog ? { QueryExecutionContext: context } : {}),
      ...(env.SANDBANK_OUTPUT ? { ResultConfiguration: { OutputLocation: env.SANDBANK_OUTPUT } } : {}),
    }),
  );
  let execution;
  for (let wait = 200; ; wait = Math.min(2000, wait * 1.5)) {
    ({ QueryExecution: execution } = await client.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId })));
    const { State, StateChangeReason } = execution.Status;
    if (State === 'SUCCEEDED') break;
    if (State === 'FAILED' || State === 'CANCELLED')
      throw new QueryError(StateChangeReason ?? `The query was ${State.toLowerCase()}.`);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  let columns = [];
  const rows = [];
  let NextToken;
  do {
    const page = await client.send(new sdk.GetQueryResultsCommand({ QueryExecutionId, NextToken }));
    columns = page.ResultSet.ResultSetMetadata.ColumnInfo;
    for (const { Data = [] } of page.ResultSet.Rows) rows.push(Data.map((cell) => cell.VarCharValue ?? null));
    ({ NextToken } = page);
  } while (NextToken);
  // The first row of a SELECT repeats the names of its columns.
  if (execution.StatementType === 'DML') rows.shift();
  const named = rows.map((row) =>
    Object.fromEntries(columns.map(({ Name, Type }, at) => [Name, cell(Type.toLowerCase(), row[at] ?? null)])),
  );
  const types = Object.fromEntries(columns.map(({ Name, Type }) => [Name, Type.toLowerCase()]));
  return withColumns(
    named,
    columns.map(({ Name }) => Name),
    types,
  );
}

function athenaSdk() {
  try {
    return require('@aws-sdk/client-athena');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error('query() needs the AWS SDK: npm install @aws-sdk/client-athena');
  }
}

function withColumns(rows, columns, types) {
  const hidden = { columns, types };
  for (const name of ['slice', 'filter', 'toSorted', 'toReversed'])
    hidden[name] = (...given) => withColumns(Array.prototype[name].apply(rows, given), columns, types);
  for (const [name, value] of Object.entries(hidden))
    Object.defineProperty(rows, name, { value, configurable: true, writable: true });
  return rows;
}

/** Decimals and integers that no number holds are text with all digits; dates and times are text, times in UTC. */
function cell(type, text) {
  if (text === null) return null;
  switch (type) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'integer':
    case 'bigint':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'double':
    case 'float':
    case 'real':
      return Number.isFinite(Number(text)) ? Number(text) : null;
    case 'boolean':
      return text === 'true';
    case 'timestamp':
    case 'timestamp with time zone': {
      const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(?: UTC)?$/u.exec(text) ?? [];
      return day === undefined ? text : `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
    }
    case 'map':
      return mapCell(text);
    default:
      return text;
  }
}

/** Athena writes maps as {key=value, …}, without quotes: one that could be read in another way too stays text. */
function mapCell(text) {
  const pairs =
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(', ')
          .map((pair) => pair.split('='));
  if (pairs.some(([, value, ...more]) => value === undefined || more.length > 0 || /[{}[\]]/u.test(value))) return text;
  const map = Object.fromEntries(pairs.map(([key, value]) => [key, value === 'null' ? null : value]));
  return Object.keys(map).length === pairs.length ? map : text;
}

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Rows as a table, a Vega-Lite specification as a file, a picture's bytes as a file, all else as JSON. */
function display(value, options) {
  if (Array.isArray(value) && (value.length > 0 ? value.every(isRecord) : Array.isArray(value.columns))) table(value, options);
  else if (isRecord(value) && String(value.$schema).includes('vega-lite')) chart(value, options);
  else if (value instanceof Uint8Array) {
    const endings = { 137: '.png', 255: '.jpg', 71: '.gif', 82: '.webp' };
    save(options?.title ?? 'picture', endings[value[0]] ?? '.bin', value);
  } else say(options?.title, JSON.stringify(plain(value), null, 2));
}

/** Prints the first rows. */
function table(rows, options) {
  const all =
    rows instanceof Map
      ? [...rows].map(([key, value]) => ({ key, value }))
      : Symbol.iterator in Object(rows)
        ? [...rows]
        : [rows];
  const records = all.length > 0 && all.every(isRecord);
  const width = Math.max(0, ...all.map((row) => (Array.isArray(row) ? row.length : 1)));
  const columns =
    options?.columns ??
    rows.columns ??
    (records ? [...new Set(all.flatMap(Object.keys))] : Array.from({ length: width }, (_, at) => `column${at + 1}`));
  const cells = all
    .slice(0, 50)
    .map((row) => columns.map((name, at) => textOf(Array.isArray(row) ? row[at] : records ? row[name] : at === 0 ? row : null)));
  const lines = [columns.map(String), ...cells];
  const widths = columns.map((_, at) => Math.min(60, Math.max(...lines.map((line) => line[at].length))));
  const shown = lines.map((line) =>
    line
      .map((text, at) => text.slice(0, widths[at]).padEnd(widths[at]))
      .join('  ')
      .trimEnd(),
  );
  if (all.length > 50) shown.push(`… ${all.length - 50} more rows`);
  say(options?.title, shown.join('\n'));
}

const textOf = (value) => {
  const text = plain(value) ?? '';
  return (typeof text === 'object' ? JSON.stringify(text) : String(text)).replaceAll('\n', ' ');
};

/** Writes a Vega-Lite specification, for https://vega.github.io/editor. */
function chart(spec, options) {
  if (!isRecord(spec)) throw new TypeError('chart() takes a Vega-Lite specification as an object');
  save(options?.title ?? 'chart', '.vl.json', JSON.stringify(plain(spec), null, 2));
}

function markdown(text, options) {
  say(options?.title, String(text));
}

function progress(done, total = 1, text = '') {
  console.error(`[${done}/${total}] ${text}`.trimEnd());
}

function say(title, text) {
  console.log(title === undefined || title === null ? `\n${text}\n` : `\n── ${title} ──\n${text}\n`);
}

function save(title, ending, content) {
  const name =
    String(title)
      .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')
      .replaceAll(/^[-.]+|[-.]+$/gu, '')
      .slice(0, 80) || 'shown';
  fs.mkdirSync('data/shown', { recursive: true });
  let file = `data/shown/${name}${ending}`;
  for (let number = 2; fs.existsSync(file); number += 1) file = `data/shown/${name}-${number}${ending}`;
  fs.writeFileSync(file, content);
  console.log(`${title}: ${file}`);
}

/** The value as JSON's own: big integers are text with all digits, dates ISO 8601, maps objects, sets arrays, NaN and infinities null. */
function plain(value, above = []) {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint' || typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return util.inspect(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[Circular]';
  const inner = [...above, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value.toJSON === 'function') return plain(value.toJSON(), inner);
  if (Array.isArray(value) || value instanceof Set || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
    return Array.from(value, (item) => plain(item, inner) ?? null);
  const entries = value instanceof Map ? [...value].map(([key, item]) => [String(key), item]) : Object.entries(value);
  const prototype = Object.getPrototypeOf(value);
  if (entries.length === 0 && !(value instanceof Map) && prototype !== null && prototype !== Object.prototype)
    return value.toString === Object.prototype.toString ? util.inspect(value) : String(value);
  return Object.fromEntries(
    entries.filter(([, item]) => typeof item !== 'function').map(([key, item]) => [key, plain(item, inner)]),
  );
}

function paramsOf(defaults) {
  const text = process.argv[2] ?? '{}';
  let given;
  try {
    given = JSON.parse(text);
  } catch (error) {
    console.error(`The parameters are no JSON (${error.message}). Write an object, such as '{"month": "2026-10"}'.`);
    process.exit(1);
  }
  if (isRecord(given)) return { ...defaults, ...given };
  console.error(`The parameters must be a JSON object, such as '{"month": "2026-10"}'.`);
  process.exit(1);
}

/** When nothing is left to wait for: prints what `value` then gives, as JSON. */
function finish(value) {
  process.once('beforeExit', async () => {
    const result = plain(await value());
    if (result !== undefined && result !== null) console.log(`\nresult:\n${JSON.stringify(result, null, 2)}`);
  });
}

fs.mkdirSync('data', { recursive: true });
for (const [name, value] of Object.entries({ fs, path, query, display, table, chart, markdown, progress, QueryError }))
  define(name, value);
define('params', paramsOf(DEFAULTS));

/** A script's value: `result`, if it was declared, or assigned; else what it exports; else its last expression. */
function valueOf(scope, module, exports) {
  try {
    const value = scope.result?.();
    if (scope.result !== undefined && (value !== undefined || scope.declared || Object.hasOwn(globalThis, 'result')))
      return value;
  } catch (error) {
    // Never assigned, or its declaration was not reached.
    if (!(error instanceof ReferenceError)) throw error;
  }
  return module.exports !== exports || Object.keys(exports).length > 0 ? module.exports : scope.value;
}
