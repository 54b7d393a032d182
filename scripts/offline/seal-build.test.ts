import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBuildList, resealBuild, sealBuild } from './seal-build.ts';

let dist: string;
const page = '<head><meta name="sandbank-version" content=""><title>a</title></head>';
const listed = [
  { path: 'assets/a-12345678.js', shell: false },
  { path: 'index.html', shell: true },
];

beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'seal-'));
  mkdirSync(path.join(dist, 'assets'));
  writeFileSync(path.join(dist, 'index.html'), page);
  writeFileSync(path.join(dist, 'assets/a-12345678.js'), 'a');
});
afterEach(() => rmSync(dist, { recursive: true }));

const read = (file: string): string => readFileSync(path.join(dist, file), 'utf8');

test('lists every file as it stands, and tells the page its version', () => {
  const list = sealBuild(dist, listed, 'work();');
  expect(list.files[0]).toEqual({
    path: 'assets/a-12345678.js',
    bytes: 1,
    integrity: 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=',
    shell: false,
  });
  expect(read('index.html')).toContain(`content="${list.version}"`);
  expect(list.files[1]?.bytes).toBe(read('index.html').length);
  expect(read('sw.js').split('\n').slice(1)).toEqual(['work();']);
  expect(readBuildList(dist)).toEqual(list);
});

test('the same files are the same version, and any other file, page or worker is another', () => {
  const { version } = sealBuild(dist, listed, 'work();');
  expect(resealBuild(dist).version).toBe(version);
  expect(sealBuild(dist, listed, 'other();').version).not.toBe(version);
  expect(sealBuild(dist, listed, 'work();').version).toBe(version);
  writeFileSync(path.join(dist, 'index.html'), read('index.html').replace('<title>a', '<title>b'));
  const changed = resealBuild(dist).version;
  expect(changed).not.toBe(version);
  writeFileSync(path.join(dist, 'assets/a-12345678.js'), 'b');
  expect(resealBuild(dist).version).not.toBe(changed);
});

test('refuses a folder that is no build of now', () => {
  expect(() => resealBuild(dist)).toThrow(/sw\.js/u);
  writeFileSync(path.join(dist, 'sw.js'), 'other();');
  expect(() => resealBuild(dist)).toThrow(/does not begin with the list.*npm run build/u);
  writeFileSync(path.join(dist, 'index.html'), '<head></head>');
  expect(() => sealBuild(dist, listed, '')).toThrow(/sandbank-version/u);
  rmSync(path.join(dist, 'assets/a-12345678.js'));
  writeFileSync(path.join(dist, 'index.html'), page);
  expect(() => sealBuild(dist, listed, '')).toThrow(/a-12345678/u);
});
