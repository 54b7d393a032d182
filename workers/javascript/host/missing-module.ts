import { closest, distance } from 'fastest-levenshtein';
import { clientPackages } from '../packages.ts';

const NETWORK = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dns',
  'dgram',
  'axios',
  'node-fetch',
  'got',
  'undici',
  'request',
  'ws',
  'superagent',
]);
const SDK: Record<string, string> = {
  'aws-sdk': "The AWS SDK is here in version 3: use its clients, such as require('@aws-sdk/client-athena')",
  '@aws-sdk/lib-storage': 'AWS is read from here: keep files in the workspace, with `fs`, instead of uploading them',
  '@aws-sdk/s3-request-presigner':
    'Code in here has no keys to sign addresses with: read the object with GetObjectCommand and write it to a file',
};
const PROCESSES = new Set(['child_process', 'cluster', 'worker_threads', 'vm']);
const PEOPLE = new Set(['inquirer', 'prompts']);

/** What the error of a module that is not there says: what there is instead. */
export function missingModule(name: string, builtins: string[]): string {
  const plain = name.replace(/^node:/u, '');
  return `Cannot find module '${name}'. ${reason(plain)}${near(plain, builtins)}`;
}

function reason(name: string): string {
  if (clientPackages.some((each) => each.name === name))
    return `It is loaded before the code begins, where the code names it as text: write require('${name}'), or an import of it, with the whole name`;
  const reasonOfSdk = SDK[name];
  if (reasonOfSdk !== undefined) return reasonOfSdk;
  if (NETWORK.has(name))
    return "Code in here has no network. Use `await query(sql)` for the connection's data and `fs` for workspace files";
  if (PROCESSES.has(name)) return 'Code in here runs alone, without other processes or threads';
  if (PEOPLE.has(name)) return 'Nobody can answer while code runs: take what it needs from `params`';
  if (/^\.{0,2}\//u.test(name)) return 'There is no such file in the workspace';
  return 'Packages cannot be installed here';
}

function near(name: string, builtins: string[]): string {
  if (/^\.{0,2}\//u.test(name)) return '';
  const nearest = closest(name, builtins);
  const guess = distance(name, nearest) <= Math.max(1, Math.floor(nearest.length / 3)) ? `. Did you mean '${nearest}'?` : '.';
  return `${guess} There are ${builtins.join(', ')}; files of the workspace ('./lib.js'); and \`query(sql)\`.`;
}
