import { buildIsFresh, sourcesHash, stampBuild } from './setup/build-stamp.mjs';
import { isEntry, mustRun } from './setup/project.mjs';

/** What must be made before the app is bundled, in this order; each makes again only what is out of date. */
const assetScripts = ['scripts/python/build-assets.ts', 'scripts/python/build-boto.ts', 'scripts/javascript/build-packages.ts'];

/** Builds the app into `dist/` (or the folder that `SANDBANK_OUT` names). Throws where a step fails. */
export async function build() {
  const sources = sourcesHash();
  await buildAssets();
  await mustRun('vite', ['build']);
  stampBuild(sources);
}

/** Builds unless what stands there was made of these very sources. */
export async function ensureBuild() {
  if (buildIsFresh()) return;
  console.log('Building the app');
  await build();
}

/** Makes what both the built app and the tests in the browser need. */
export async function buildAssets() {
  for (const script of assetScripts) await mustRun('node', [script]);
}

if (isEntry(import.meta.url)) await (process.argv.includes('--assets') ? buildAssets() : build());
