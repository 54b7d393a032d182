import 'pyodide/pyodide.asm.js';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import { kitInstall, kitSources } from './kit-sources.ts';
import { pyodideOptions } from './pyodide-options.ts';
import { withAssets } from './with-assets.ts';

/**
 * Boots Python from the memory snapshot, in a fraction of the time that a full boot takes. Where the snapshot cannot be restored, it
 * boots in full and says why on the console.
 */
export async function bootPython(assets: Record<string, Blob>): Promise<PyodideAPI> {
  try {
    return await withAssets(assets, () => restore(assets['snapshot']));
  } catch (error) {
    console.warn('Python boots without its snapshot:', error);
    return withAssets(assets, bootInFull);
  }
}

async function restore(snapshot: Blob | undefined): Promise<PyodideAPI> {
  if (snapshot === undefined) throw new Error('the page handed over no snapshot');
  return loadPyodide({ ...pyodideOptions, _loadSnapshot: snapshot.arrayBuffer() });
}

async function bootInFull(): Promise<PyodideAPI> {
  const pyodide = await loadPyodide(pyodideOptions);
  pyodide.runPython(kitInstall, { globals: pyodide.toPy({ sources: kitSources }) });
  return pyodide;
}
