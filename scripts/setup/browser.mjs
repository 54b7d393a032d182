import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../chromium.mjs';
import { run } from './project.mjs';

/** Makes sure that the browser tests have a Chromium that starts. Throws where none can be had, saying what to do. */
export async function ensureBrowser() {
  const found = findChromium();
  if (found !== undefined && starts(found)) return;
  if (await playwrightBrowserStarts()) return;
  console.log('No Chromium on this machine: installing one');
  await run('playwright', ['install', 'chromium']);
  if (await playwrightBrowserStarts()) return;
  await installDebianPackage();
  const installed = findChromium();
  if (installed !== undefined && starts(installed)) return;
  throw new Error('There is no Chromium and none could be installed. Install one, and name it in SANDBANK_CHROMIUM.');
}

/** Playwright's download lacks the system's libraries on a bare machine, so it counts only if it starts. */
async function playwrightBrowserStarts() {
  const { chromium } = await import('playwright');
  const file = chromium.executablePath();
  return existsSync(file) && starts(file);
}

async function installDebianPackage() {
  const isRoot = process.getuid?.() === 0;
  const [command, ...before] = isRoot ? ['apt-get'] : ['sudo', 'apt-get'];
  if (command === undefined) return;
  const options = [...before, '-o', 'DPkg::Lock::Timeout=300'];
  await run(command, [...options, 'update']);
  await run(command, [...options, 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

/** @param {string} file */
function starts(file) {
  return spawnSync(file, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
