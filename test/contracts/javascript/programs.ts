import type { ContractId } from '../runtime/contracts.ts';
import type { Program } from '../runtime/contract.ts';

const P = (code: string, line?: number): Program => ({ code, ...(line === undefined ? {} : { line }) });

export const javascriptPrograms: Record<ContractId, Program> = {
  lastExpression: P('const x = 1\nx + 1'),
  resultVariable: P("const result = 7\n'another'"),
  noValue: P('const x = 1'),
  emptyCode: P(''),
  awaitedValue: P('await new Promise((resolve) => setTimeout(() => resolve(4), 0))'),
  jsonValue: P(
    '({ int: -1, float: 0.1, text: "Größe 💶 \\"quoted\\"\\n", none: null, yes: true, list: [1, [2, new Set()]], empty: {} })',
  ),
  notANumber: P('[NaN, Infinity, -Infinity]'),
  bigInteger: P('[2 ** 53 - 1, 2n ** 53n + 1n, -123456789012345678901234567890n]'),
  textOfObject: P("class Invoice {\n  toString() {\n    return 'invoice 42'\n  }\n}\nnew Invoice()"),
  cycle: P("const loop = { name: 'loop' }\nloop.self = [loop]\nloop"),
  hostileKeys: P('JSON.parse(\'{"__proto__":{"polluted":true},"constructor":1,"then":2}\')'),

  thrown: P("console.log('before')\n\nthrow new RangeError('boom')", 3),
  thrownInFunction: P(
    'function inner() {\n  return undefined.none\n}\n\nfunction outer() {\n  return [inner()]\n}\n\nouter()',
    2,
  ),
  thrownAfterAwait: P("await new Promise((resolve) => setTimeout(resolve, 1))\n\nthrow new Error('late')", 3),
  syntaxError: P("console.log('never')\nif true console.log('x')", 2),
  nulInCode: P("const x = 1\n'a\0b'"),
  loneSurrogateInCode: P("const x = 1\n'\ud800'"),
  deepRecursion: P('function f() {\n  return [f()]\n}\nf()'),
  unknownImport: P("const fs = require('fs')\nconst requests = require('requests')", 2),
  misspeltImport: P("import path from 'pathh'"),
  askingAPerson: P("const name = prompt('Your name? ')"),

  unicode: P("console.log('Größe 💶 漢字 \u{1f469}\u200d\u{1f680} é')"),
  order: P("console.log('one')\nconsole.error('oops')\ndisplay({ a: 1 })\nconsole.log('two')"),
  streamsBeforeRequest: P("console.log('asking')\nawait query('SELECT * FROM costs')\nconsole.log('answered')"),
  streamsWhileBusy: P("console.log('working')\nwhile (true);"),
  manyLines: P('for (let line = 0; line < 100_000; line++) console.log(line)'),
  cut: P("for (let at = 0; at < 1000; at++) console.log('x'.repeat(100))\n'went on'"),
  flood: P("for (;;) console.log('x'.repeat(1000))"),

  params: P('params'),
  paramsInFunction: P('function month() {\n  return params.month\n}\nmonth()'),

  readsFile: P("fs.readFileSync('data/in.csv', 'utf8')"),
  missingFile: P("fs.readFileSync('data/none.csv')"),
  writesFile: P("fs.writeFileSync('data/out.csv', 'a,b\\n1,ä💶\\n')"),
  writesBytes: P("fs.writeFileSync('data/out.bin', Buffer.from([0, 255, 128, 10]))"),
  changesFiles: P(
    `const fs = require('fs')
fs.appendFileSync('data/in.csv', 'S3,3.00\\n')
fs.readFileSync('notes.txt')
fs.unlinkSync('gone.txt')
fs.renameSync('old.txt', 'renamed.txt')`,
  ),
  seesOwnFiles: P(
    `fs.writeFileSync('data/made.txt', 'text')
result = [...fs.readdirSync('.'), fs.readdirSync('data'), fs.readFileSync('data/made.txt', 'utf8')]`,
  ),
  filesSurviveFailure: P("fs.writeFileSync('data/before.txt', 'kept')\nthrow new Error('after')"),
  tooManyFiles: P("for (let at = 0; at < 10; at++) fs.writeFileSync(`data/${at}.txt`, 'x')"),
  tooLargeFiles: P("fs.writeFileSync('data/large.bin', new Uint8Array(2 * 1024 * 1024))"),

  query: P(
    `const rows = await query('SELECT * FROM costs')
result = {
  services: rows.map((row) => row.service),
  costs: rows.map((row) => row.cost),
  hours: rows.map((row) => row.hours),
  days: rows.map((row) => row.day),
  shares: rows.map((row) => row.share),
  columns: rows.columns,
}`,
  ),
  queryInFunction: P('async function count(table) {\n  return (await query(`SELECT * FROM ${table}`)).length\n}\ncount("costs")'),
  emptyQuery: P("const rows = await query('SELECT * FROM nothing')\n;[rows.length, rows.columns.length]"),
  manyQueries: P(
    `const asked = Array.from({ length: 50 }, () => query('SELECT * FROM costs'))
const answers = await Promise.all(asked)
answers.reduce((sum, rows) => sum + rows.length, 0)`,
  ),
  queryFails: P("const x = 1\nawait query('SELECT * FROM cosst')", 2),
  queryErrorCaught: P(
    `try {
  await query('SELECT * FROM cosst')
} catch (error) {
  result = [error.name, error.line, error.position]
}`,
  ),

  displayLongTable: P(
    "table(Array.from({ length: 100001 }, (_, n) => ({ n, text: n % 2 ? null : 'x' + n, half: n / 2, mixed: n % 2 ? [1] : 'none' })), { title: 'Long' })",
  ),
  displayAfterLongTable: P(
    "const rows = (length) => Array.from({ length }, (_, n) => [n])\ntable(rows(2000)); table(rows(2001)); markdown('# after'); table([[1]])",
  ),
  displayTable: P("table([{ service: 'EC2', cost: 1.5 }, { service: 'S3', note: 'new' }], { title: 'Costs' })"),
  displayQuery: P("display(await query('SELECT * FROM costs'))"),
  displayChart: P(
    "chart({ mark: 'bar', data: { values: [{ x: 1, y: 2 }] }, encoding: { x: { field: 'x' }, y: { field: 'y' } } }, { title: 'By day' })",
  ),
  displayMarkdown: P("markdown('# Ä *b*')"),
  displayJson: P("display({ total: 3, parts: [1, 2] }, { title: 'Totals' })\ndisplay('text')\ndisplay(null)"),
  progress: P("for (let done = 0; done < 4; done++) progress(done, 3, done === 3 ? 'done' : 'working')"),
  tooManyDisplays: P('for (let at = 0; at < 10; at++) display(at)'),
  tooLargeDisplays: P("display('x'.repeat(200_000))"),

  endlessLoop: P("console.log('kept')\nfs.writeFileSync('data/kept.txt', 'kept')\nwhile (true) {}", 3),
  catchingLoop: P(
    `console.log('kept')
for (;;) {
  try {
    for (;;);
  } catch {}
}`,
  ),
  longSleep: P("console.log('kept')\nawait new Promise((resolve) => setTimeout(resolve, 100_000))"),
  longNativeCall: P("console.log('kept')\nnew Array(2e8) + ''"),
  cancelledSleep: P("console.log('waiting')\nawait new Promise((resolve) => setTimeout(resolve, 100_000))"),
  memoryBomb: P('const kept = []\nfor (;;) kept.push(new Uint8Array(1024 * 1024))'),
  hugeAllocation: P('new ArrayBuffer(1024 ** 3)'),
  largeResult: P("'x'.repeat(200_000)"),

  leavesState: P(
    `globalThis.leaked = 1
console.log = null
JSON.stringify = () => '"patched"'
Object.prototype.leaked = 1
Array.prototype.map = null
process.env.LEAKED = '1'
fs.mkdirSync('/tmp/leaked')
require('fs').leaked = 1
undefined`,
  ),
  looksForState: P(
    `result = []
if ('leaked' in globalThis) result.push('a name')
if (typeof console.log !== 'function') result.push('console')
if (JSON.stringify(1) !== '1') result.push('json')
if ('leaked' in {}) result.push('prototype')
if (typeof [].map !== 'function') result.push('array')
if ('LEAKED' in process.env) result.push('environment')
if (fs.existsSync('/tmp/leaked')) result.push('files outside of data')
if ('leaked' in require('fs')) result.push('module')
if (fs.readdirSync('data').length > 0) result.push('files')`,
  ),
};
