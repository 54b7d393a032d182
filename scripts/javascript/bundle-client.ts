import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown, type OutputChunk, type Plugin } from 'rolldown';
import { projectRoot } from '../setup/project.mjs';

/** `code` ends with its exports in a variable named `guest`; `packages` are the folders of the npm packages that went in. */
export type GuestScript = { code: string; exports: string[]; packages: string[] };

const CORE = '\0sandbank:core';
const NO_SCHEMAS = '\0sandbank:no-schemas';
const PACKAGE = /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/u;

/** What clients share: the SDK's classes, and our transport. Its free variable `givenSide` is the guest's side. */
export async function bundleCore(): Promise<GuestScript> {
  const parts = ['core.ts', 'stand-ins.ts'].map((name) => path.join(projectRoot, 'workers/javascript/sdk', name));
  const linked: Plugin = {
    name: 'sandbank:linked-core',
    resolveId(source, importer) {
      if (source === CORE) return { id: CORE };
      // A command without a schema asks for none.
      if (source === '@smithy/core/schema' && importer?.includes('smithy-client') === true) return { id: NO_SCHEMAS };
      return null;
    },
    load(id) {
      if (id === CORE) return parts.map((file) => `export * from ${JSON.stringify(file)};`).join('\n');
      return id === NO_SCHEMAS ? 'export const NormalizedSchema = undefined;' : null;
    },
  };
  return await bundle(CORE, [linked]);
}

/**
 * One client of the SDK, whole but for what prepares, signs, sends and reads requests. Its free variable `core` holds the exports
 * of `bundleCore`.
 * @param name of its package, without "@aws-sdk/"
 * @param coreExports what `core` has
 */
export async function bundleClient(name: string, service: string, coreExports: readonly string[]): Promise<GuestScript> {
  const folder = path.join(projectRoot, 'node_modules/@aws-sdk', name, 'dist-es');
  const facts = await readFacts(name, folder);
  const linked: Plugin = {
    name: 'sandbank:linked-client',
    resolveId(source, importer) {
      if (/^@(?:aws-sdk|smithy)\//u.test(source) && importer !== undefined) return { id: CORE };
      if (source.endsWith('/runtimeConfig')) return { id: path.join(folder, 'sandbank-runtime-config.js') };
      return null;
    },
    load(id) {
      if (id === CORE) return `export const { ${coreExports.join(', ')} } = core;`;
      if (path.basename(id) === 'sandbank-runtime-config.js') return runtimeConfig({ ...facts, service });
      // How requests are signed and where they go, and other roles' credentials: nothing that is decided here.
      if (/(?:httpAuthSchemeProvider|runtimeExtensions)\.js$/u.test(id)) return eachExport(id, '(config) => config');
      if (id.endsWith('defaultRoleAssumers.js'))
        return `import { noCredentials } from '@smithy/core';\n${eachExport(id, '() => noCredentials')}`;
      return null;
    },
    transform(code, id) {
      if (id === path.join(folder, 'index.js')) return code.replace(/^export \* from "\.\/schemas\/.*$/mu, '');
      return id.endsWith('Command.js') ? withoutSchema(code, id) : null;
    },
  };
  return await bundle(path.join(folder, 'index.js'), [linked]);
}

type Facts = { apiVersion: string; serviceId: string; codes: Record<string, string>; exceptions: boolean; base: string };

async function readFacts(name: string, folder: string): Promise<Facts> {
  const shared = readFileSync(path.join(folder, 'runtimeConfig.shared.js'), 'utf8');
  const found = (pattern: RegExp): string => {
    const text = pattern.exec(shared)?.[1];
    if (text === undefined) throw new Error(`${name}: ${pattern.source} is not in runtimeConfig.shared.js any more`);
    return text;
  };
  const index = readFileSync(path.join(folder, 'index.js'), 'utf8');
  const base = /\{ (\w+) \} from "\.\/models\/\w+ServiceException"/u.exec(index)?.[1];
  if (base === undefined) throw new Error(`${name}: index.js exports no common exception any more`);
  return {
    apiVersion: found(/apiVersion: "(.+?)"/u),
    serviceId: found(/serviceId: .*"(.+?)"/u),
    codes: errorCodes((await import(`@aws-sdk/${name}`)) as Record<string, unknown>),
    exceptions: index.includes('"./models/errors"'),
    base,
  };
}

/** Names of exceptions by AWS's code, where the two differ: their schemas say it. */
function errorCodes(client: Record<string, unknown>): Record<string, string> {
  const schemas = Object.values(client).filter((value): value is unknown[] => Array.isArray(value) && value[0] === -3);
  return Object.fromEntries(
    schemas.flatMap(([, , name, traits]) => {
      const code = (traits as { awsQueryError?: [string, number] }).awsQueryError?.[0];
      return code === undefined || code === name ? [] : [[code, String(name)]];
    }),
  );
}

function runtimeConfig({ exceptions, base, ...facts }: Facts & { service: string }): string {
  return `import { runtimeConfig } from '@smithy/core';
${exceptions ? "import * as exceptions from './models/errors';" : 'const exceptions = {};'}
import { ${base} as base } from './models/${base}';
const facts = { ...${JSON.stringify(facts)}, exceptions, base };
export const getRuntimeConfig = (given) => runtimeConfig(given, facts);`;
}

/** A module that exports the same names, each as `value`. */
function eachExport(file: string, value: string): string {
  const names = [...readFileSync(file, 'utf8').matchAll(/^export const (\w+) =/gmu)].map(([, name]) => name);
  return names.map((name) => `export const ${name} = ${value};`).join('\n');
}

/** A command as it is, but for how its input and output are written and read. */
function withoutSchema(code: string, id: string): string {
  const without = code
    .replace(/^import \{ \w+\$ \} from "\.\.\/schemas\/\w+";\n/mu, '')
    .replace(/(, "\w+"), \w+\$(?=[,)])/u, '$1, undefined');
  if (without.includes('$')) throw new Error(`${path.basename(id)} is made in another way than it was: its schema was not found`);
  return without;
}

async function bundle(input: string, plugins: Plugin[]): Promise<GuestScript> {
  const build = await rolldown({
    input,
    platform: 'browser',
    plugins,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await build.generate({
    format: 'iife',
    name: 'guest',
    exports: 'named',
    // Names are kept: people see those of classes.
    minify: { compress: true, mangle: false, codegen: true },
    codeSplitting: false,
  });
  await build.close();
  if (output.length !== 1) throw new Error(`${input} must bundle into one script, got ${output.length}`);
  const chunk: OutputChunk = output[0];
  const files = Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength === 0 ? [] : [id]));
  const packages = files.flatMap((file) => PACKAGE.exec(file)?.[0] ?? []).map((folder) => path.relative(projectRoot, folder));
  return { code: chunk.code, exports: chunk.exports, packages: [...new Set(packages)] };
}
