import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Plugin, ViteDevServer } from 'vite';
import { guestText } from './guest-text.ts';

const SUFFIX = '?iife';
const DEV_PREFIX = '/@iife/';

/** What the module of a worker's URL knows of the worker: every file that went into its script. */
export type WorkerModuleMeta = { inputs: string[] };

/**
 * `import url from './worker.ts?iife'` bundles the file and all it imports into one classic script and gives its URL. A sandboxed
 * worker must be one classic script (a module worker is refused in an opaque origin), and the page's own workers are started from
 * a blob too, so that the page's policy covers them. `.py` and `.txt` files are imported as text.
 */
export function iifeWorkers(): Plugin {
  let dev: ViteDevServer | undefined;
  return {
    name: 'sandbank:iife',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return resolved ? resolved.id + SUFFIX : null;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      if (dev) return `export default ${JSON.stringify(DEV_PREFIX + encodeURIComponent(file))};`;
      const { code, inputs } = await bundle(file, true);
      for (const input of inputs) this.addWatchFile(input);
      const ref = this.emitFile({ type: 'asset', name: workerName(file), source: code });
      return { code: `export default import.meta.ROLLUP_FILE_URL_${ref};`, meta: { inputs } satisfies WorkerModuleMeta };
    },
    configureServer(server) {
      dev = server;
      server.middlewares.use((request, response, next) => {
        const at = request.url?.indexOf(DEV_PREFIX) ?? -1;
        if (at < 0) return next();
        const file = decodeURIComponent((request.url ?? '').slice(at + DEV_PREFIX.length).split('?')[0] ?? '');
        bundle(file, false).then(
          ({ code }) => {
            response.setHeader('content-type', 'text/javascript');
            response.setHeader('cache-control', 'no-store');
            response.end(code);
          },
          (error: unknown) => next(error),
        );
      });
    },
  };
}

/** `workers/python/worker.ts` is `python-worker.js`. */
function workerName(file: string): string {
  return `${path.basename(path.dirname(file))}-${path.basename(file).replace(/\.[a-z]+$/u, '')}.js`;
}

/** Bundles a file and all it imports into one classic script. */
export async function bundle(file: string, minify: boolean): Promise<{ code: string; inputs: string[] }> {
  const build = await rolldown({
    input: file,
    platform: 'browser',
    plugins: [guestText()],
    moduleTypes: { '.py': 'text', '.txt': 'text' },
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'self.location.href' } },
    checks: { eval: false },
    // Reached only where there is a Node.
    external: /^(node:|ws$)/,
  });
  const { output } = await build.generate({ format: 'iife', minify, codeSplitting: false });
  const inputs = await build.watchFiles;
  await build.close();
  if (output.length !== 1) throw new Error(`${file} must bundle into one script, got ${output.length}`);
  return { code: output[0].code, inputs };
}
