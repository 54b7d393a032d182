/** What it shows, the code, and all that is found in it. */
export type AnalysisCase = [title: string, code: string, found: string[]];

export const javascriptCases: readonly AnalysisCase[] = [
  ['nothing', 'const a = [1, 2].map((x) => x * 2); a', []],
  ['a query', "await query('SELECT a FROM cur')", ['query reads cur']],
  [
    'a query of pieces that are known',
    "const table = 'cur';\nconst sql = `SELECT a FROM ${table} JOIN other.things o ON 1 = 1`;\nawait query(sql)",
    ['query reads cur other.things'],
  ],
  [
    'a query of pieces that are not',
    'await query(`SELECT a FROM ${params.table} WHERE ${x}`)',
    ['query reads {…}', 'param table'],
  ],
  ['a value in a query', "await query(`SELECT a FROM cur WHERE day = DATE '${day}' LIMIT ${n}`)", ['query reads cur']],
  ['a query put together', "await query(['SELECT *', 'FROM cur'].join(' ') + ' ' + where)", ['query reads cur']],
  ['a query that is not known', 'await query(await read())', ['query does ? with ?']],
  [
    'a query that may be two',
    "const q = big ? 'SELECT 1 FROM a' : 'SELECT 2 FROM b';\nawait query(q)",
    ['query reads a', 'query reads b'],
  ],
  ['a query that writes', "await query('INSERT INTO copy SELECT * FROM cur')", ['query writes (INSERT INTO) copy cur']],
  ['a table behind a placeholder in text', "await query('SELECT * FROM {t}'.replace('{t}', 'cur'))", ['query reads cur']],
  [
    'a function that queries what it is given',
    "const rows = async (sql) => await query(sql);\nawait rows('SELECT 1 FROM a');\nawait rows('SELECT 1 FROM b')",
    ['query reads a', 'query reads b'],
  ],
  ['query by another name', "const ask = query;\nawait ask('SELECT 1 FROM cur')", ['query reads cur']],
  ['query of the global object', "await globalThis['que' + 'ry']('SELECT 1 FROM cur')", ['query reads cur']],
  ['a query of its own making', "function query() {}\nquery('DROP TABLE x')", []],
  [
    'params',
    'const { month, top = 10, ...rest } = params; params["tag"]; params?.cost',
    ['param month', 'param top', 'param tag', 'param cost'],
  ],
  ['params by another name', 'const p = params;\np.month', ['param month']],
  [
    'files by the fs that is there',
    "fs.writeFileSync('data/a.csv', text); fs.readFileSync(`data/${name}.csv`); fs.unlinkSync('b')",
    ['writes data/a.csv', 'reads data/{…}.csv', 'deletes b'],
  ],
  [
    'files by an import',
    "import { readFile as r, promises as p } from 'node:fs';\nimport fsp from 'fs/promises';\nr('a', () => 0); await p.writeFile('b', ''); await fsp.rm('c')",
    ['reads a', 'writes b', 'deletes c'],
  ],
  [
    'files by require',
    "const { promises } = require('fs');\nconst path = require('path');\nawait promises.appendFile(path.join('data', 'log', 'a.txt'), 'x')",
    ['writes data/log/a.txt'],
  ],
  ['files by a dynamic import', "const fs = await import('fs');\nfs.renameSync('a', 'b')", ['deletes a', 'writes b']],
  ['files by a method that is looked up', "const how = 'writeFileSync';\nfs[how]('a', '')", ['writes a']],
  ['files that are copied', "fs.copyFileSync('a', 'b')", ['reads a', 'writes b']],
  ['files that are opened', "fs.openSync('a', 'r+'); fs.openSync('b', flags)", ['reads a', 'writes a', 'touches b']],
  ['files whose name is not known', 'fs.writeFileSync(params.out, "")', ['writes ?', 'param out']],
  [
    'a command of Athena, with its query',
    `const { AthenaClient, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');
const client = new AthenaClient({});
await client.send(new StartQueryExecutionCommand({ QueryString: 'SELECT * FROM db.cur', WorkGroup: 'primary' }))`,
    ['query reads db.cur', 'aws athena StartQueryExecution', 'import @aws-sdk/client-athena (package)'],
  ],
  [
    'a command by a namespace and another name',
    "import * as s3 from '@aws-sdk/client-s3';\nconst Get = s3.GetObjectCommand;\nnew s3.S3Client().send(new Get({ Bucket: 'b' }))",
    ['aws s3 GetObject', 'import @aws-sdk/client-s3 (package)'],
  ],
  [
    'a client with methods, and a paginator',
    "import { CostExplorer, paginateGetAnomalies } from '@aws-sdk/client-cost-explorer';\nconst ce = new CostExplorer({});\nawait ce.getCostAndUsage({});\nfor await (const page of paginateGetAnomalies({ client: ce }, {})) page",
    ['aws ce GetCostAndUsage', 'aws ce GetAnomalies', 'import @aws-sdk/client-cost-explorer (package)'],
  ],
  [
    'a client that is kept in an object',
    "const { SNS } = require('@aws-sdk/client-sns');\nclass A { constructor() { this.sns = new SNS({}) } go() { return this.sns.publish({}) } }",
    ['aws sns Publish', 'import @aws-sdk/client-sns (package)'],
  ],
  [
    'a client of which nothing is asked',
    "const { EC2Client } = await import('@aws-sdk/client-ec2');\nconst c = new EC2Client({})",
    ['aws ec2 ?', 'import @aws-sdk/client-ec2 (package)'],
  ],
  [
    'a client that the sandbox has not',
    "const { IAMClient, CreateUserCommand } = require('@aws-sdk/client-iam');\nnew IAMClient().send(new CreateUserCommand({}))",
    ['aws iam CreateUser', 'import @aws-sdk/client-iam (unknown)'],
  ],
  [
    'the network',
    "fetch('https://example.com'); new WebSocket(u); navigator.sendBeacon(u)",
    ['network fetch', 'network WebSocket', 'network navigator.sendBeacon'],
  ],
  ['the network by another name', 'const go = globalThis.fetch;\n[1].map(go)', ['network fetch']],
  [
    'modules for the network',
    "const https = require('node:https'); import('axios')",
    ['network https', 'network axios', 'import https (unknown)', 'import axios (unknown)'].map((each) =>
      each.replace('import https', 'import node:https'),
    ),
  ],
  [
    'eval and its kin',
    "eval(x); new Function('a', b); (0, eval)(y); setTimeout('z', 1)",
    ['dynamic eval', 'dynamic Function', 'dynamic setTimeout with text'],
  ],
  [
    'a constructor of functions',
    "[].constructor.constructor('return 1')(); (() => 0)['constructor']('x')",
    ['dynamic constructor(…)'],
  ],
  [
    'modules that are not named',
    'require(name); await import(`./${x}.js`)',
    ['dynamic require(…) of a name that is put together', 'dynamic import(…) of a name that is put together'],
  ],
  ['the global object by a key that is not known', 'globalThis[key](); self[a + b]', ['dynamic globalThis[…]']],
  [
    'with, and WebAssembly',
    'with (o) { a } ; WebAssembly.compile(b)',
    ['dynamic WebAssembly.compile', 'dynamic with'].map((each) => each.replace('.compile', '')),
  ],
  ['processes', "require('child_process').exec('ls')", ['dynamic child_process', 'import child_process (unknown)']],
  ['files of the workspace', "require('./lib.js')", ['import ./lib.js (unknown)']],
  [
    'a name of a prototype',
    "const o = { __proto__: { a: 1 } }; o.__proto__.b; params.__proto__; fs.__proto__('x'); fs['constructor']('y')",
    ['dynamic constructor(…)', 'param __proto__'],
  ],
  [
    'what is hidden',
    'const a = "\u202e"; const b\u200b = 1; const c = "👩‍💻"',
    ["syntax error 1: Unexpected character '\u200b'", 'dynamic hidden character U+202E', 'dynamic hidden character U+200B'],
  ],
  ['no program', 'const = 1', ['syntax error 1: Unexpected token']],
  ['a statement of a module', "export default await query('SELECT 1 FROM cur')", ['query reads cur']],
  ['shadowed names', "function f(fetch, fs) { fetch('x'); fs.writeFileSync('a') }\n{ const eval_ = 1 }", ['writes a']],
  ['a global that is given anew', "fetch = other;\nfetch('x')", ['network fetch']],
  ['defaults and destructuring', "const { writeFileSync: w = null } = fs;\nw('a.txt', '')", ['writes a.txt']],
  ['an object of functions', "const io = { save: (p) => fs.writeFileSync(p, '') };\nio.save('x.csv')", ['writes x.csv']],
  ['a list of names', "for (const name of ['a', 'b']) fs.readFileSync(`data/${name}`)", ['reads data/a', 'reads data/b']],
  [
    'functions that are handed on',
    'names.forEach(fs.unlinkSync); Promise.all(sqls.map(query))',
    ['deletes ?', 'query does ? with ?'],
  ],
  [
    'functions that are called by themselves',
    "fs.writeFileSync.call(null, 'a', ''); eval.apply(null, [x])",
    ['writes ?', 'dynamic eval'],
  ],
  ['files of what a promise gives', "import('fs').then((io) => io.readFileSync('a'))", ['reads a']],
  [
    'keys that are not known',
    "fs[name]('a'); const s3 = require('@aws-sdk/client-s3'); new s3[command]({})",
    ['touches ?', 'aws s3 ?', 'import @aws-sdk/client-s3 (package)'],
  ],
];
