import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { serve, serveFrom } from './serve.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { distFolder } from './setup/project.mjs';

const FIRST_PORT = 4173;

const { values } = parseArgs({ options: { port: { type: 'string' }, base: { type: 'string', default: '/' } } });

try {
  await ensureDependencies();
  await ensureBuild();
  const site =
    values.port === undefined ? await serveFrom(where(), FIRST_PORT) : await serve({ ...where(), port: Number(values.port) });
  console.log(`\nSandbank is at ${site.url}\nCtrl+C stops it.`);
} catch (error) {
  console.error(`\nSandbank did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function where() {
  const base = `/${values.base}/`.replace(/\/+/gu, '/');
  return { root: distFolder, base };
}
