import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { debianPackages } from './debian-packages.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbank-debs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

afterEach(() => vi.unstubAllEnvs());

test('what lies in the folder is not asked for again; of two versions the later is taken', () => {
  vi.stubEnv('PATH', emptyFolder());
  const folder = emptyFolder();
  for (const name of ['python3-six_1.15-1_all.deb', 'python3-six_1.16-4_all.deb', 'python3-sixer_2-1_all.deb'])
    writeFileSync(path.join(folder, name), '');
  expect(debianPackages(['python3-six'], folder)).toEqual({
    ok: true,
    files: [path.join(folder, 'python3-six_1.16-4_all.deb')],
  });
});

test('a machine without apt says so', () => {
  vi.stubEnv('PATH', emptyFolder());
  expect(debianPackages(['python3-six'], emptyFolder())).toEqual({
    ok: false,
    problem: 'this machine has no apt-get and dpkg-deb (they are of Debian and its kin)',
  });
});
