import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../setup/project.mjs';
import { licensesText } from '../vite-plugin-licenses.ts';

const installed = (name: string): string => path.join(projectRoot, 'node_modules', name);

test('what is inside wasm and what comes as bytes has its licence too', () => {
  const text = licensesText([installed('pyodide')]);
  expect(text).toContain('Mozilla Public License Version 2.0');
  expect(text).toContain('PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2');
  expect(text).toContain('Copyright Stichting DuckDB Foundation');
});

test('a package is listed once, with its own text or that of the licence it names', () => {
  const text = licensesText([installed('idb'), installed('idb'), installed('@duckdb/duckdb-wasm')]);
  expect(text.match(/^idb \d/gmu)).toHaveLength(1);
  expect(text).toContain('Copyright (c) 2016, Jake Archibald');
  expect(text).toMatch(/@duckdb\/duckdb-wasm [\d.]+\n=+\n\nLicence: MIT/u);
});

test('a package whose licence cannot be told stops the build', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbank-licence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'secretive', version: '1.0.0', license: 'Own-1.0' }));
  expect(() => licensesText([folder])).toThrow('put it into licenses/Own-1.0.txt');
});
