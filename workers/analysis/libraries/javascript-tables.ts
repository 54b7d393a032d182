import type { ProgramImport } from '../program/program.ts';
import type { Access } from './teller.ts';

/** Functions of `fs` (their `Sync` and promised forms too), by what they do with the file that an argument names. */
export const fsUses: Readonly<Record<string, readonly { at: number; access: Access }[]>> = {
  readFile: [{ at: 0, access: 'read' }],
  createReadStream: [{ at: 0, access: 'read' }],
  readdir: [{ at: 0, access: 'read' }],
  opendir: [{ at: 0, access: 'read' }],
  readlink: [{ at: 0, access: 'read' }],
  watch: [{ at: 0, access: 'read' }],
  watchFile: [{ at: 0, access: 'read' }],
  writeFile: [{ at: 0, access: 'write' }],
  appendFile: [{ at: 0, access: 'write' }],
  createWriteStream: [{ at: 0, access: 'write' }],
  truncate: [{ at: 0, access: 'write' }],
  mkdtemp: [{ at: 0, access: 'write' }],
  copyFile: [
    { at: 0, access: 'read' },
    { at: 1, access: 'write' },
  ],
  cp: [
    { at: 0, access: 'read' },
    { at: 1, access: 'write' },
  ],
  rename: [
    { at: 0, access: 'delete' },
    { at: 1, access: 'write' },
  ],
  link: [{ at: 1, access: 'write' }],
  symlink: [{ at: 1, access: 'write' }],
  unlink: [{ at: 0, access: 'delete' }],
  rm: [{ at: 0, access: 'delete' }],
  rmdir: [{ at: 0, access: 'delete' }],
};

/** Modules of Node that the sandbox has. */
export const nodeModules = new Set(
  'assert assert/strict buffer console crypto events fs fs/promises module os path path/posix perf_hooks process readline readline/promises stream stream/promises timers timers/promises url util'.split(
    ' ',
  ),
);

/** Clients of AWS that the sandbox has, and what the page calls their service where that is not in the name. */
export const awsPackages: Readonly<Record<string, string>> = {
  '@aws-sdk/client-athena': 'athena',
  '@aws-sdk/client-cloudwatch': 'cloudwatch',
  '@aws-sdk/client-cost-explorer': 'ce',
  '@aws-sdk/client-ec2': 'ec2',
  '@aws-sdk/client-glue': 'glue',
  '@aws-sdk/client-lambda': 'lambda',
  '@aws-sdk/client-organizations': 'organizations',
  '@aws-sdk/client-pricing': 'pricing',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sns': 'sns',
  '@aws-sdk/client-sts': 'sts',
};

/** Packages beside them that give nothing, so that clients take them. */
export const awsHelpers = new Set(['@aws-sdk/credential-providers', '@aws-sdk/credential-provider-node']);

/** Globals and modules for the network. */
export const javascriptNetwork = new Set(
  'global.fetch global.fetchLater global.XMLHttpRequest global.WebSocket global.WebSocketStream global.EventSource global.WebTransport global.RTCPeerConnection global.importScripts global.navigator.sendBeacon global.open global.Image http https http2 net tls dns dgram axios node-fetch got undici request ws superagent inspector'.split(
    ' ',
  ),
);

/** What a reader of text sees nothing past. */
export const javascriptDynamic = new Set(
  'global.eval global.Function global.AsyncFunction global.GeneratorFunction global.WebAssembly global.Worker global.SharedWorker global.process.binding global.process.dlopen global.process.mainModule child_process cluster worker_threads vm v8 repl'.split(
    ' ',
  ),
);

/** What the sandbox gives without an import. */
export const javascriptFunctions = new Set(['query', 'display', 'table', 'chart', 'markdown', 'progress']);

/** `import(…)` is a call of what has this name; nothing else can have it. */
export const IMPORT_CALL = 'import';

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global', 'top', 'parent', 'frames']);

/** What a name means that the code does not declare. */
export function globalPath(name: string): string {
  if (GLOBAL_OBJECTS.has(name)) return 'global';
  return name === 'fs' || name === 'path' ? name : `global.${name}`;
}

/** What a module is by its name. */
export function importOf(name: string): Pick<ProgramImport, 'name' | 'kind'> {
  const plain = name.replace(/^node:/u, '');
  if (nodeModules.has(plain)) return { name: plain, kind: 'built in' };
  return { name, kind: Object.hasOwn(awsPackages, name) || awsHelpers.has(name) ? 'package' : 'unknown' };
}
