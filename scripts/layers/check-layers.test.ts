import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { projectRoot } from '../setup/project.mjs';
import { layerViolations } from './check-layers.ts';

const houses: string[] = [];

/** A house with these files, by path. */
function house(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sandbank-layers-'));
  houses.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

afterEach(() => {
  for (const root of houses.splice(0)) rmSync(root, { recursive: true });
});

test('the house as it stands keeps to its table', () => {
  const { checked, violations } = layerViolations(projectRoot);
  expect(violations).toEqual([]);
  expect(checked).toBeGreaterThan(100);
});

test.each([
  ['core reaches up', 'src/core/a.ts', "import { b } from '../tools/b.ts';", 'core must not import tools (src/tools/b.ts)'],
  [
    'a type counts too',
    'src/core/a.ts',
    "import type { B } from '../sandbox/b.ts';",
    'core must not import sandbox (src/sandbox/b.ts)',
  ],
  ['core takes a package', 'src/core/a.ts', "import { openDB } from 'idb';", 'core must not import the package idb'],
  ['a scoped package', 'workers/kit/a.ts', "import a from '@scope/name/deep';", 'kit must not import the package @scope/name'],
  [
    'a worker sees the page',
    'workers/python/a.ts',
    "import { b } from '../../src/ui/b.ts';",
    'python must not import ui (src/ui/b.ts)',
  ],
  [
    'a language sees another',
    'workers/python/a.ts',
    "import { b } from '../javascript/b.ts';",
    'python must not import javascript',
  ],
  [
    'the analysis runs what it reads',
    'workers/analysis/a.ts',
    "import { b } from '../javascript/javascript-run.ts';",
    'analysis must not import javascript (workers/javascript/javascript-run.ts)',
  ],
  [
    'the page takes more of the analysis than its face',
    'src/adapters/a.ts',
    "import { analyse } from '../../workers/analysis/analyse.ts';",
    'adapters must not import analysis (workers/analysis/analyse.ts)',
  ],
  [
    'the analysis takes a package',
    'workers/analysis/a.ts',
    "import { z } from 'zod';",
    'analysis must not import the package zod',
  ],
  [
    'a worker beyond its face',
    'src/sandbox/a.ts',
    "import { b } from '../../workers/python/boot.ts';",
    'sandbox must not import python',
  ],
  [
    'tools reach into an adapter',
    'src/tools/a.ts',
    "const b = await import('../adapters/idb/b.ts');",
    'tools must not import adapters',
  ],
  [
    'ui goes round the tools',
    'src/ui/a.tsx',
    "export { b } from '../sandbox/b.ts'; export const c = <p />;",
    'ui must not import sandbox',
  ],
  [
    'the service worker sees the page',
    'src/service-worker/a.ts',
    "import { b } from '../ui/b.ts';",
    'service-worker must not import ui (src/ui/b.ts)',
  ],
  [
    'the service worker takes a package',
    'src/service-worker/a.ts',
    "import { openDB } from 'idb';",
    'service-worker must not import the package idb',
  ],
  ['a type by import()', 'src/broker/a.ts', "export type B = import('../tools/b.ts').B;", 'broker must not import tools'],
  [
    'a feature sees another',
    'src/ui/features/data/a.ts',
    "import { b } from '../runs/b.ts';",
    'features never import each other',
  ],
  [
    'a component sees a feature',
    'src/ui/components/a.ts',
    "import { b } from '../features/runs/b.ts';",
    'must not import a feature',
  ],
  [
    'the client of embedding pages knows the house',
    'src/embed-client/a.ts',
    "import type { B } from '../protocol/b.ts';",
    'embed-client must not import protocol (src/protocol/b.ts)',
  ],
  ['it takes a package', 'src/embed-client/a.ts', "import { z } from 'zod';", 'embed-client must not import the package zod'],
  [
    'the interface reaches into the door to embedding pages',
    'src/ui/a.ts',
    "import { b } from '../embed/b.ts';",
    'ui must not import embed',
  ],
  ['somebody imports the root', 'src/ui/a.ts', "import { b } from '../main.tsx';", 'ui must not import root'],
  ['Node in the page', 'src/main.tsx', "import fs from 'node:fs';", 'imports node:fs, which no browser has'],
  ['tests in the product', 'src/tools/a.ts', "import { b } from '../../test/b.ts';", 'test/b.ts, which belongs to no layer'],
  ['a room that nobody named', 'src/cellar/a.ts', 'export const a = 1;', 'belongs to no layer'],
  ['a barrel', 'src/core/a.ts', "export { b } from './b.ts';", 'is a barrel'],
  ['a hidden barrel', 'src/core/a.ts', "export const a = 1;\nexport * from './b.ts';", 'is a barrel'],
  ['a module named at run time', 'src/tools/a.ts', 'export const load = (name: string) => import(name);', 'must name its module'],
])('%s: it bites', (_, file, text, problem) => {
  const { violations } = layerViolations(house({ [file]: text }));
  expect(violations).toHaveLength(1);
  expect(violations[0]).toContain(`${file}: `);
  expect(violations[0]).toContain(problem);
});

test('what the table allows passes: downwards, faces, generated assets, tests', () => {
  const root = house({
    'src/main.tsx': "import { a } from './tools/a.ts';\nimport { b } from './adapters/idb/b.ts';\nexport const c = [a, b];",
    'src/tools/a.ts':
      "import { b } from '../core/b.ts';\nimport type { C } from '../sandbox/c.ts';\nexport const a = (c: C) => [b, c];",
    'src/sandbox/c.ts': "import { runtime } from '../../workers/python/runtime.ts';\nexport type C = typeof runtime;",
    'workers/python/runtime.ts': "import url from '../../.cache/python/a.bin?url';\nexport const runtime = url;",
    'src/core/b.ts': "import { z } from 'zod';\nexport const b = z.string();",
    'src/core/b.test.ts': "import { x } from '../tools/a.ts';\nexport const y = x;",
  });
  expect(layerViolations(root).violations).toEqual([]);
});

test('a house without a source is refused, not passed', () => {
  expect(() => layerViolations(house({ 'README.md': '' }))).toThrow('there is no source');
});
