import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { isolatedDeclarationSync } from 'rolldown/experimental';
import type { Plugin } from 'vite';
import { projectRoot } from './setup/project.mjs';

const FOLDER = path.join(projectRoot, 'src/embed-client');
/** What an embedding page is given, in an order in which each knows those before it. */
const FACE = ['types.ts', 'errors.ts', 'connect-sandbank.ts'];
const ENTRY = '\0embed-client';

/**
 * Writes `embed-client.js` and `embed-client.d.ts` beside the app: one module without imports, to be imported from there or copied by pages
 * that embed it, and its types. They keep their names from build to build.
 */
export function embedClient(): Plugin {
  return {
    name: 'sandbank:embed-client',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'embed-client.js', source: await embedClientModule() });
      this.emitFile({ type: 'asset', fileName: 'embed-client.d.ts', source: embedClientTypes() });
    },
  };
}

/** The module's text. Throws where it is not one chunk that imports nothing. */
export async function embedClientModule(): Promise<string> {
  const build = await rolldown({
    input: ENTRY,
    platform: 'browser',
    plugins: [
      {
        name: 'face',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) =>
          id === ENTRY ? FACE.map((file) => `export * from ${JSON.stringify(path.join(FOLDER, file))};`).join('\n') : null,
      },
    ],
  });
  const { output } = await build.generate({ format: 'es', minify: true, codeSplitting: false });
  await build.close();
  const [chunk] = output;
  if (output.length !== 1 || chunk.imports.length > 0) throw new Error('embed-client must be one module without imports');
  return chunk.code;
}

/** Its declarations as one text. Throws where one cannot be made of its file alone. */
export function embedClientTypes(): string {
  return FACE.map((name) => {
    const file = path.join(FOLDER, name);
    const { code, errors } = isolatedDeclarationSync(file, readFileSync(file, 'utf8'));
    if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
    // Its neighbours stand in the same text.
    return code.replaceAll(/^import .*;\n/gmu, '');
  }).join('\n');
}
