import { rolldown, type Plugin } from 'rolldown';

const SUFFIX = '?guest';

/**
 * `import text from './guest/main.ts?guest'` bundles the file and all it imports into one script, as text, for an interpreter inside
 * of a worker. The script ends with its exports in a variable named `guest`. Names are kept: people see those of functions and
 * classes. Works as a plugin of Vite and of rolldown.
 */
export function guestText(): Pick<Plugin, 'name' | 'resolveId' | 'load'> {
  return {
    name: 'sandbank:guest',
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return resolved ? resolved.id + SUFFIX : null;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const { code, inputs } = await bundleGuest(id.slice(0, -SUFFIX.length));
      for (const input of inputs) this.addWatchFile(input);
      return { code: `export default ${JSON.stringify(code)};`, moduleType: 'js' };
    },
  };
}

async function bundleGuest(file: string): Promise<{ code: string; inputs: string[] }> {
  const build = await rolldown({
    input: file,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await build.generate({
    format: 'iife',
    name: 'guest',
    exports: 'named',
    minify: { compress: true, mangle: false, codegen: true },
    codeSplitting: false,
  });
  const inputs = await build.watchFiles;
  await build.close();
  if (output.length !== 1) throw new Error(`${file} must bundle into one script, got ${output.length}`);
  return { code: output[0].code, inputs };
}
