import 'pyodide/pyodide.asm.js';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import { kitInstall, kitSources } from './kit-sources.ts';
import { pyodideOptions } from './pyodide-options.ts';
import { comingSnapshot } from './snapshot.ts';
import { withAssets } from './with-assets.ts';

/**
 * Boots Python from the memory snapshot, in a fraction of the time that a full boot takes. Where the snapshot cannot be restored, it
 * boots in full and says why on the console.
 */
export async function bootPython(assets: Record<string, Blob>): Promise<PyodideAPI> {
  try {
    return await restore(assets);
  } catch (error) {
    console.warn('Python boots without its snapshot:', error);
    return withAssets(assets, bootInFull);
  }
}

/** The interpreter is made ready while the snapshot is still being read. */
async function restore(assets: Record<string, Blob>): Promise<PyodideAPI> {
  const blob = assets['snapshot'];
  if (blob === undefined) throw new Error('the page handed over no snapshot');
  const { snapshot, come } = comingSnapshot(blob);
  return withAssets(assets, () => loadPyodide({ ...pyodideOptions, _loadSnapshot: Promise.resolve(snapshot) }), come);
}

async function bootInFull(): Promise<PyodideAPI> {
  const pyodide = await loadPyodide(pyodideOptions);
  pyodide.runPython(kitInstall, { globals: pyodide.toPy({ sources: kitSources }) });
  return pyodide;
}
