import { describe, expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

const files = {
  'data/in.csv': 'a,b\n1,2\n',
  'notes.txt': 'ä',
  'lib/sum.js': 'module.exports = (a, b) => a + b\nexports.unused = 1',
};

describe('fs', () => {
  test.each<[string, unknown]>([
    ["fs.readFileSync('data/in.csv', 'utf8')", 'a,b\n1,2\n'],
    ["fs.readFileSync('/data/../notes.txt', { encoding: 'utf-8' })", 'ä'],
    ["[fs.readFileSync('/workspace/notes.txt', 'utf8'), fs.readdirSync('/workspace')]", ['ä', ['data', 'lib', 'notes.txt']]],
    ["[...fs.readFileSync('notes.txt')]", [195, 164]],
    ["fs.readFileSync('notes.txt').toString('hex')", 'c3a4'],
    ["await fs.promises.readFile('notes.txt', 'utf8')", 'ä'],
    ["let text = ''; for await (const part of fs.createReadStream('notes.txt', 'utf8')) text += part; text", 'ä'],
    [
      "const s = fs.createReadStream('none.txt'); await new Promise((done) => s.on('error', (error) => done(error.code)))",
      'ENOENT',
    ],
    [
      "const rl = require('readline').createInterface({ input: fs.createReadStream('data/in.csv'), crlfDelay: Infinity }); const lines = []; for await (const line of rl) lines.push(line); lines",
      ['a,b', '1,2'],
    ],
    [
      "const { Readable } = require('stream'); const rl = require('readline').createInterface({ input: Readable.from(['a\\r', '\\nb\\n', '\\nc']) }); const lines = []; rl.on('line', (line) => lines.push(line)); await require('events').once(rl, 'close'); lines",
      ['a', 'b', '', 'c'],
    ],
    [
      "try { require('readline').createInterface({ input: process.stdin }) } catch (error) { error.message.includes('params') }",
      true,
    ],
    [
      "const { finished } = require('stream/promises'); const s = fs.createReadStream('notes.txt'); let n = 0; s.on('data', (part) => { n += part.length }); await finished(s); n",
      2,
    ],
    [
      "const { pipeline, Readable } = require('stream'); await new Promise((done) => pipeline(Readable.from(['a', 'b']), fs.createWriteStream('data/c.txt'), done)); fs.readFileSync('data/c.txt', 'utf8')",
      'ab',
    ],
    [
      "const { pipeline } = require('stream/promises'); (await pipeline(fs.createReadStream('none.txt'), process.stdout).catch((error) => error)).code",
      'ENOENT',
    ],
    ["await new Promise((done) => fs.readFile('notes.txt', 'utf8', (error, text) => done([error, text])))", [null, 'ä']],
    ["import { readFile } from 'fs/promises'; export default await readFile('notes.txt', 'utf8')", 'ä'],
    [
      "['data', 'notes.txt', 'none', '.', '/', 'data/in.csv/x'].map((path) => fs.existsSync(path))",
      [true, true, false, true, true, false],
    ],
    ["fs.readdirSync('.')", ['data', 'lib', 'notes.txt']],
    [
      "fs.readdirSync('.', { withFileTypes: true }).map((entry) => [entry.name, entry.isDirectory()])",
      [
        ['data', true],
        ['lib', true],
        ['notes.txt', false],
      ],
    ],
    ["fs.readdirSync('/', { recursive: true })", ['data', 'data/in.csv', 'lib', 'lib/sum.js', 'notes.txt']],
    [
      "const s = fs.statSync('notes.txt'); [s.size, s.isFile(), s.isDirectory(), s.mtime instanceof Date]",
      [2, true, false, true],
    ],
    ["fs.statSync('data').isDirectory()", true],
    ["fs.mkdirSync('data/a/b', { recursive: true }); fs.writeFileSync('data/a/b/c.txt', 'x'); fs.readdirSync('data/a')", ['b']],
    [
      "fs.writeFileSync('data/x', 'a'); fs.appendFileSync('data/x', 'b'); fs.writeFileSync('data/x', 'c', { flag: 'a' }); fs.readFileSync('data/x', 'utf8')",
      'abc',
    ],
    ["fs.writeFileSync('data/x', Buffer.from([0, 255]).subarray(1)); [...fs.readFileSync('data/x')]", [255]],
    ["fs.writeFileSync('data/x', 'aGk=', 'base64'); fs.readFileSync('data/x', 'utf8')", 'hi'],
    ["fs.copyFileSync('notes.txt', 'data/copy.txt'); fs.readFileSync('data/copy.txt', 'utf8')", 'ä'],
    ["fs.renameSync('lib', 'data/lib2'); [fs.existsSync('lib'), fs.readdirSync('data/lib2')]", [false, ['sum.js']]],
    ["fs.rmSync('lib', { recursive: true }); fs.rmSync('none', { force: true }); fs.readdirSync('.')", ['data', 'notes.txt']],
    ["fs.writeFileSync('/tmp/x', 'a'); fs.readdirSync('/tmp')", ['x']],
    [
      "const out = fs.createWriteStream('data/s.txt'); out.write('a'); out.end('b'); await new Promise((done) => out.on('finish', done)); fs.readFileSync('data/s.txt', 'utf8')",
      'ab',
    ],
    ["let text = ''; for await (const chunk of fs.createReadStream('notes.txt', 'utf8')) text += chunk; text", 'ä'],
  ])('%s', async (code, expected) => {
    const run = await runDirectly(code, { files });
    expect(run.end.error).toBeNull();
    expect(run.value).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ["fs.readFileSync('data/none.csv')", 'ENOENT', /no such file or directory, open 'data\/none\.csv'/u],
    ["fs.readFileSync('data')", 'EISDIR', /directory/u],
    ["fs.writeFileSync('missing/x', '')", 'ENOENT', /open 'missing\/x'/u],
    ["fs.writeFileSync('notes.txt/x', '')", 'ENOTDIR', /./u],
    ["fs.writeFileSync('data', '')", 'EISDIR', /./u],
    ["fs.mkdirSync('data')", 'EEXIST', /./u],
    ["fs.unlinkSync('none')", 'ENOENT', /unlink 'none'/u],
    ["fs.rmdirSync('data')", 'ENOTEMPTY', /./u],
    ["fs.readdirSync('notes.txt')", 'ENOTDIR', /./u],
    ["fs.statSync('none')", 'ENOENT', /stat 'none'/u],
    ["fs.accessSync('none')", 'ENOENT', /./u],
    ["await fs.promises.unlink('none')", 'ENOENT', /./u],
    ["fs.readFileSync('../../etc/passwd')", 'EACCES', /leaves the workspace/u],
    ["fs.writeFileSync('data/a\\u202eb', '')", 'EACCES', /text-direction/u],
    ["fs.writeFileSync('data/x', { a: 1 })", 'ERR_INVALID_ARG_TYPE', /JSON\.stringify/u],
    ['fs.readFileSync(undefined)', 'ERR_INVALID_ARG_TYPE', /path/u],
  ])('%s fails with %s', async (code, name, message) => {
    const run = await runDirectly(`try {\n ${code}\n} catch (error) { [error.code, error.message] }`, { files });
    expect(run.value).toEqual([name, expect.stringMatching(message)]);
  });

  test('what changed is told: text, bytes, deletions, both sides of a renaming', async () => {
    const { changes } = await runDirectly(
      "fs.writeFileSync('data/new.txt', 'ä'); fs.unlinkSync('notes.txt'); fs.renameSync('data/in.csv', 'data/out.csv'); fs.readFileSync('lib/sum.js')",
      { files },
    );
    expect(changes).toEqual({ 'data/new.txt': 'ä', 'notes.txt': null, 'data/in.csv': null, 'data/out.csv': 'a,b\n1,2\n' });
  });

  test('many small writes to one file are cheap, and whole', async () => {
    const { changes, end } = await runDirectly("for (let i = 0; i < 20_000; i++) fs.appendFileSync('data/log.txt', i + '\\n')");
    expect(end.status).toBe('succeeded');
    expect(changes['data/log.txt']).toBe(Array.from({ length: 20_000 }, (_, line) => `${line}\n`).join(''));
  });
});

describe('modules of the workspace', () => {
  const lib = {
    ...files,
    'lib/config.json': '{ "rate": 0.5 }',
    'lib/bad.json': '{ bad',
    'lib/broken.js': 'const a = 1\nconst b = ;',
    'lib/throws.js': '\nexports.boom = () => {\n  throw new Error("from lib")\n}',
    'lib/esm.mjs':
      "import { readFileSync } from 'fs'\nimport sum from './sum.js'\nexport const three = sum(1, 2)\nexport default typeof readFileSync",
    'lib/index.js': "module.exports = { name: 'index', sum: require('./sum') }",
    'lib/cycle-a.js': "exports.early = 1\nexports.b = require('./cycle-b.js').seen",
    'lib/cycle-b.js': "exports.seen = require('./cycle-a.js').early",
  };

  test.each<[string, unknown]>([
    ["require('./lib/sum')(1, 2)", 3],
    ["require('/lib/sum.js') === require('./lib/sum.js')", true],
    ["require('./lib/config.json').rate", 0.5],
    ["const { name, sum } = require('./lib'); [name, sum(2, 2)]", ['index', 4]],
    ["require('./lib/cycle-a.js').b", 1],
    ["import sum from './lib/sum.js'; export default sum(1, 2)", 3],
    ["import kind, { three } from './lib/esm.mjs'; export default [kind, three]", ['function', 3]],
    ["import config from './lib/config.json' with { type: 'json' }; export default config.rate", 0.5],
    ["import { boom } from './lib/throws.js'; export default typeof boom", 'function'],
    ["(await import('./lib/esm.mjs')).three", 3],
  ])('%s', async (code, expected) => {
    const run = await runDirectly(code, { files: lib });
    expect(run.end.error).toBeNull();
    expect(run.value).toEqual(expected);
  });

  test.each<[string, RegExp]>([
    ["require('./lib/bad.json')", /lib\/bad\.json/u],
    ["require('./lib/broken.js')", /lib\/broken\.js:2: Unexpected token/u],
    ["import './lib/broken.js'", /lib\/broken\.js:2: Unexpected token/u],
    ["require('./lib/esm.mjs')", /ES module: use import/u],
  ])('%s says what is wrong', async (code, message) => {
    const { end } = await runDirectly(code, { files: lib });
    expect(end).toMatchObject({ status: 'failed', error: { message: expect.stringMatching(message) as string, line: 1 } });
  });

  test('an error in a file of the workspace has both places', async () => {
    const { end } = await runDirectly("const { boom } = require('./lib/throws.js')\n\nboom()", { files: lib });
    expect(end.error).toMatchObject({ message: 'from lib', line: 3 });
    expect(end.error?.traceback).toMatch(/at .*\(lib\/throws\.js:3:\d+\)\n {4}at <anonymous> \(main\.js:3:\d+\)$/u);
  });
});
