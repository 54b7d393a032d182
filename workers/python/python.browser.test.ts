import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { answerCosts } from '../../test/contracts/runtime/fake-connection.ts';
import { pythonWithoutJspi } from '../../test/harness/python-without-jspi-runtime.ts';
import { runIn, type Recorded, type RunOptions } from '../../test/harness/sandbox-runs.ts';
import { REHEARSED_CODE, REHEARSED_MISTAKE } from './rehearsal.ts';
import { pythonRuntime } from './runtime.ts';

const sandbox = createSandbox({ runtimes: [pythonRuntime] });

function run(code: string, options?: RunOptions): Promise<Recorded> {
  return runIn(sandbox, code, { language: 'python', onRequest: answerCosts, ...options });
}

async function value(code: string, options?: RunOptions): Promise<unknown> {
  const { outcome } = await run(code, options);
  expect(outcome).toMatchObject({ status: 'succeeded', error: null });
  return outcome.result;
}

async function failure(code: string, options?: RunOptions): Promise<Recorded['outcome']['error']> {
  const { outcome } = await run(code, options);
  expect(outcome.status).toBe('failed');
  return outcome.error;
}

describe('values', () => {
  test.each([
    [
      '[Decimal("1.10"), Decimal("1E+30"), Decimal("-0.000000000000000001"), Decimal("NaN")]',
      ['1.10', `1${'0'.repeat(30)}`, '-0.000000000000000001', null],
    ],
    [
      '[date(2026, 11, 20), datetime(2026, 11, 20, 14, 7, 9, 123000), timedelta(hours=1)]',
      ['2026-11-20', '2026-11-20T14:07:09.123Z', '1:00:00'],
    ],
    ['datetime(2026, 11, 20, 14, 7, 9, tzinfo=timezone(timedelta(hours=2)))', '2026-11-20T12:07:09.000Z'],
    ['[(1, 2), {3}, frozenset([4]), deque([5]), range(2), {6: 7}.keys()]', [[1, 2], [3], [4], [5], [0, 1], [6]]],
    [
      '{1: "int", None: "none", date(2026, 1, 2): "date", (1, 2): "tuple"}',
      { '1': 'int', None: 'none', '2026-01-02': 'date', '(1, 2)': 'tuple' },
    ],
    ['10 ** 5000', `1${'0'.repeat(5000)}`],
    ['"a\\ud800b"', 'a\ufffdb'],
    ['b"bytes"', "b'bytes'"],
  ])('%s', async (code, expected) => {
    const imports = 'from collections import deque\nfrom datetime import *\nfrom decimal import Decimal\n';
    expect(await value(imports + code)).toEqual(expected);
  });

  test('what looks like a DataFrame is an array of objects, and is shown as a table', async () => {
    const { outcome, events } = await run(
      'class Frame:\n    columns = ["a"]\n    def to_dict(self, orient):\n        return [{"a": 1}, {"a": 2}]\ndisplay(Frame())\nFrame()',
    );
    expect(outcome.result).toEqual([{ a: 1 }, { a: 2 }]);
    expect(events).toContainEqual({
      type: 'display',
      display: { kind: 'table', columns: [{ name: 'a', type: 'bigint' }], rows: [[1], [2]], row_count: 2, truncated: false },
    });
  });

  test('what nests deeper than may be ends there', async () => {
    const text = JSON.stringify(await value('x = []\nfor _ in range(1000): x = [x]\nx'));
    expect(text).toContain('"[...]"');
    expect(text.indexOf('"')).toBeLessThanOrEqual(200);
  });

  test('a value whose text fails says so', async () => {
    expect(await value('class Bad:\n    def __str__(self): raise KeyError("x")\nBad()')).toBe(
      '<Bad, whose text raised KeyError>',
    );
  });
});

describe('the end of a run', () => {
  test.each([
    ['result = 5\nimport sys\nsys.exit()', { status: 'succeeded', result: 5, error: null }],
    [
      'import sys\nsys.exit(3)',
      { status: 'failed', error: { type: 'SystemExit', message: 'The code ended with exit code 3.', line: 2 } },
    ],
    ['import sys\nsys.exit("no data")', { status: 'failed', error: { type: 'SystemExit', message: 'no data', line: 2 } }],
    ['import os\nos._exit(2)', { status: 'failed', error: { type: 'SystemExit' } }],
    ['raise KeyboardInterrupt', { status: 'failed', error: { type: 'KeyboardInterrupt', line: 1 } }],
  ])('%s', async (code, expected) => {
    expect((await run(code)).outcome).toMatchObject(expected);
  });

  test('an exit in a task ends the run', async () => {
    const code =
      'import asyncio, sys\nasync def leave(): sys.exit("enough")\nasyncio.create_task(leave())\nawait asyncio.sleep(60)';
    expect(await failure(code)).toMatchObject({ type: 'SystemExit', message: 'enough' });
  });

  test('an interpreter that breaks down ends the run, and what was written is kept', async () => {
    const { outcome, stdout } = await run(
      'import sys\nprint("before")\nopen("data/kept.txt", "w").write("kept")\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1)\nf(0)',
    );
    expect(outcome).toMatchObject({ status: 'failed', error: { type: 'InterpreterLost' } });
    expect(outcome.changes.map(({ path }) => path)).toEqual(['data/kept.txt']);
    expect(stdout).toContain('before');
  });

  test('memory that small things have filled leaves enough to say so', async () => {
    const { outcome, stdout } = await run('print("kept")\nkept = []\nwhile True: kept.append(str(len(kept)))', {
      limits: { python_memory_bytes: 64 * 1024 * 1024, timeout_s: 60 },
    });
    expect(outcome).toMatchObject({ status: 'out_of_memory', error: { type: 'MemoryError', line: 3 } });
    expect(outcome.error?.message).toContain('64 MB');
    expect(stdout).toBe('kept\n');
  });

  test('code that only passes turns on to itself ends at the time limit', async () => {
    const { outcome } = await run('import asyncio\nprint("spinning")\nwhile True:\n    await asyncio.sleep(0)', {
      limits: { timeout_s: 1 },
    });
    expect(outcome.status).toBe('timed_out');
  });
});

describe('errors', () => {
  test('causes are told, each without our frames', async () => {
    const error = await failure(
      'try:\n    query("SELECT * FROM cosst")\nexcept QueryError as error:\n    raise ValueError("no costs") from error',
    );
    expect(error).toMatchObject({ type: 'ValueError', line: 4 });
    expect(error?.traceback).toContain('line 2, in <module>\n    query("SELECT * FROM cosst")');
    expect(error?.traceback).toContain('direct cause');
    expect(error?.traceback).not.toContain('sandbank');
  });

  test('ten megabytes of code run', async () => {
    expect(await value(`text = "${'ä'.repeat(10_000_000)}"\nlen(text)`)).toBe(10_000_000);
  });

  test('brackets without end are an error of the code', async () => {
    expect(await failure('('.repeat(1_000_000))).toMatchObject({ type: 'SyntaxError', line: 1 });
  });

  test('a mistake that is found late shows its line too', async () => {
    expect((await failure('x = 1\nreturn x'))?.traceback).toContain('return x');
  });

  test('a task that failed and that nobody awaits is told on stderr', async () => {
    const { outcome, stderr } = await run(
      'import asyncio\nasync def bad(): raise ValueError("lost")\nasyncio.create_task(bad())\nawait asyncio.sleep(0.05)',
    );
    expect(outcome.status).toBe('succeeded');
    expect(stderr).toContain('ValueError: lost');
  });

  test.each([
    ['import numpy', /numpy.*not in this build/u],
    ['import awswrangler', /call AWS with boto3/u],
    ['import sqlite3', /query\(sql\)/u],
    ['import tkinter', /browser page/u],
    ['import threading\nthreading.Thread(target=print).start()', /can't start new thread/u],
    ['import subprocess\nsubprocess.run(["ls"])', /does not support processes/u],
    ['import urllib.request\nurllib.request.urlopen("https://example.com")', /no network/u],
    ['import socket\nsocket.create_connection(("example.com", 80))', /no network/u],
    ['import getpass\ngetpass.getpass()', /params/u],
    ['import sys\nsys.stdin.readline()', /params/u],
    ['breakpoint()', /params/u],
    ['import zoneinfo\nzoneinfo.ZoneInfo("Mars/Olympus")', /UTC/u],
  ])('%s', async (code, message) => {
    expect((await failure(code))?.message).toMatch(message);
  });
});

describe('files', () => {
  const content = (text: string): Blob => new Blob([text]);

  test('a module of the workspace can be imported, and has our functions too', async () => {
    const files = [{ path: 'tools.py', content: content('def count():\n    return len(query("SELECT * FROM costs"))\n') }];
    expect(await value('import tools\ntools.count()', { files })).toBe(3);
  });

  test('a large file is read in place, without taking memory for it', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const files = [{ path: 'data/large.csv', content: content(line.repeat(500_000)) }];
    const { outcome } = await run(
      'import os\nwith open("data/large.csv") as file:\n    lines = sum(1 for _ in file)\nresult = [lines, os.path.getsize("data/large.csv")]',
      { files },
    );
    expect(outcome.result).toEqual([500_000, 50_000_000]);
    expect(outcome.peak_memory_bytes).toBeLessThan(40_000_000);
    expect(outcome.changes).toEqual([]);
  });

  test('changing one byte of a given file keeps the others', async () => {
    const { outcome } = await run('with open("a.txt", "r+") as file:\n    file.seek(2)\n    file.write("X")', {
      files: [{ path: 'a.txt', content: content('abcdef') }],
    });
    expect(new TextDecoder().decode(outcome.changes[0]?.content ?? undefined)).toBe('abXdef');
  });

  test('what the standard library does to files is what is merged', async () => {
    const { outcome } = await run(
      `import pathlib, shutil, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder:
    made = pathlib.Path(folder) / "made.txt"
    made.write_text("made")
    shutil.copy(made, "data/copied.txt")
with zipfile.ZipFile("data/all.zip", "w") as archive:
    archive.write("data/copied.txt")
pathlib.Path("a/b").mkdir(parents=True)
pathlib.Path("a/b/deep.txt").write_text("deep")
shutil.move("a/b", "moved")
shutil.rmtree("old")
unclosed = open("data/unclosed.txt", "w")
unclosed.write("never closed")`,
      {
        files: [
          { path: 'old/one.txt', content: content('1') },
          { path: 'old/two.txt', content: content('2') },
        ],
      },
    );
    const changes = Object.fromEntries(outcome.changes.map((change) => [change.path, change.content]));
    expect(Object.keys(changes).toSorted()).toEqual([
      'data/all.zip',
      'data/copied.txt',
      'data/unclosed.txt',
      'moved/deep.txt',
      'old/one.txt',
      'old/two.txt',
    ]);
    expect(changes['old/one.txt']).toBeNull();
    expect(new TextDecoder().decode(changes['data/unclosed.txt'] ?? undefined)).toBe('never closed');
  });

  test('a name that the workspace cannot have costs the file, not the run', async () => {
    const { outcome, stderr } = await run('open("data/\\x01.txt", "w").write("x")\n"went on"');
    expect(outcome).toMatchObject({ status: 'succeeded', result: 'went on', changes: [] });
    expect(stderr).toContain('was not kept');
  });

  test('files outside the workspace have a limit too', async () => {
    const { outcome } = await run('file = open("/tmp/large", "wb")\nwhile True: file.write(bytes(1024 * 1024))', {
      limits: { file_bytes: 1024 * 1024 },
    });
    expect(outcome).toMatchObject({ status: 'limit_exceeded', changes: [] });
    expect(outcome.error?.message).toContain('1 MB');
  });
});

describe('queries', () => {
  test('cells have the types that Python has for them', async () => {
    const code = 'row = query("SELECT * FROM costs")[1]\n[type(cell).__name__ for cell in row.values()], row["hours"] + 1';
    expect(await value(code)).toEqual([['str', 'Decimal', 'int', 'date', 'float'], '9007199254740994']);
  });

  test.each([
    ['import asyncio\n[len(rows) for rows in await asyncio.gather(query("costs"), query("nothing"))]', [3, 0]],
    ['import asyncio\nasync def main():\n    return len(await query("costs"))\nasyncio.run(main())', 3],
    ['sorted(["b", "a"], key=lambda name: (len(query("costs")), name))', ['a', 'b']],
  ])('%s', async (code, expected) => {
    expect(await value(code)).toEqual(expected);
  });
});

describe('a browser that cannot suspend', () => {
  const plain = createSandbox({ runtimes: [pythonWithoutJspi] });
  const runPlain = (code: string): Promise<Recorded> => runIn(plain, code, { language: 'python', onRequest: answerCosts });

  test('await query() works', async () => {
    expect((await runPlain('len(await query("costs"))')).outcome).toMatchObject({ status: 'succeeded', result: 3 });
  });

  test('query() without await says what to write', async () => {
    const { outcome } = await runPlain('rows = query("costs")\nfor row in rows: pass');
    expect(outcome).toMatchObject({ status: 'failed', error: { type: 'TypeError', line: 2 } });
    expect(outcome.error?.message).toContain('await query(sql)');
  });

  test('time.sleep waits, and ends at the time limit', async () => {
    expect(
      (await runPlain('import time\nbegan = time.monotonic()\ntime.sleep(0.1)\ntime.monotonic() - began >= 0.1')).outcome.result,
    ).toBe(true);
  });
});

test('where the snapshot cannot be restored, Python boots in full and does the same', async () => {
  const broken = URL.createObjectURL(new Blob([new Uint8Array(1024 * 1024)]));
  const assets = pythonRuntime.assets.map((asset) =>
    asset.name === 'snapshot' ? { name: 'snapshot', url: broken, bytes: 1 } : asset,
  );
  const full = createSandbox({ runtimes: [{ ...pythonRuntime, assets }] });
  const { outcome } = await runIn(full, 'import statistics\nlen(query("costs")) + statistics.mean([1, 3])', {
    language: 'python',
    onRequest: answerCosts,
  });
  expect(outcome).toMatchObject({ status: 'succeeded', result: 5 });
});

test('what a spare rehearses is code that works, and code that fails', async () => {
  expect(await value(REHEARSED_CODE, { params: { month: '2026-11' } })).toMatchObject({ params: { month: '2026-11' } });
  expect(await failure(REHEARSED_MISTAKE)).toMatchObject({ type: 'ValueError', message: 'too much: 3' });
});

test('what a spare rehearses leaves nothing that a run sees', async () => {
  const seen = `
import atexit, asyncio, builtins, csv, decimal, linecache, os, sys, threading, warnings
{
    "names": sorted(globals()), "builtins": sorted(vars(builtins)), "modules": sorted(sys.modules), "params": params,
    "main": sys.modules["__main__"].__dict__ is globals(), "sources": sorted(linecache.cache), "at_exit": atexit._ncallbacks(),
    "flags": [str(flag) for flag, is_set in decimal.getcontext().flags.items() if is_set], "dialects": csv.list_dialects(),
    "filters": len(warnings.filters), "threads": threading.active_count(), "files": os.listdir("."), "tasks": len(asyncio.all_tasks()),
    "environment": dict(os.environ), "path": sys.path, "limit": sys.getrecursionlimit(), "last": hasattr(sys, "last_exc"),
}`;
  const fresh = await value(seen);
  await sandbox.warm('python');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await value(seen)).toEqual(fresh);
});
