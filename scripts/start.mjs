import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { serve } from './serve.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { distFolder } from './setup/project.mjs';

const FIRST_PORT = 4173;
const TRIES = 20;

const { values } = parseArgs({ options: { port: { type: 'string' }, base: { type: 'string', default: '/' } } });

try {
  await ensureDependencies();
  await ensureBuild();
  const site = values.port === undefined ? await serveOnFreePort() : await serve({ ...where(), port: Number(values.port) });
  console.log(`\nSandbank is at ${site.url}\nCtrl+C stops it.`);
} catch (error) {
  console.error(`\nSandbank did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function where() {
  const base = `/${values.base}/`.replace(/\/+/gu, '/');
  return { root: distFolder, base };
}

async function serveOnFreePort() {
  for (let port = FIRST_PORT; ; port++) {
    try {
      return await serve({ ...where(), port });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port === FIRST_PORT + TRIES) throw error;
    }
  }
}
