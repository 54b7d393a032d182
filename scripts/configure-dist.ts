import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_FILE, parseSiteConfig } from '../src/adapters/config/parse-site-config.ts';
import { bedrockOrigin } from '../src/core/bedrock-regions.ts';
import type { SiteConfig } from '../src/core/config.ts';
import { awsOrigins } from './aws-origins.ts';
import { readBuildList, resealBuild } from './offline/seal-build.ts';
import { builtInSources, connectDirective } from './connect-sources.ts';

const POLICY = /(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)/u;
const DIRECTIVE = /(^|;\s*)connect-src [^;]*/u;

/**
 * Gives a built app its configuration, and its page's policy the hosts that this names. What an earlier configuration had admitted is
 * taken back. Nothing is written where anything is wrong.
 * @param configFile path of the configuration
 * @param dist the built app's folder
 * @returns the origins that the page may ask beside those that it may ask anyway
 * @throws ToolInputError for a wrong configuration, Error where the folder holds no built app
 */
export function configureDist(configFile: string, dist: string): string[] {
  const text = readText(configFile, 'Name a file that holds the configuration.');
  const origins = configuredOrigins(parseSiteConfig(text));
  const page = path.join(dist, 'index.html');
  const html = withOrigins(readText(page, 'Name the folder of a built app, or make one: npm run build.'), origins, page);
  readBuildList(dist);
  writeFileSync(path.join(dist, CONFIG_FILE), text);
  writeFileSync(page, html);
  // The service worker checks the page by its hash, and clients fetch it anew where the worker's script has changed.
  resealBuild(dist);
  return origins;
}

/** Origins that the page may not ask anyway, each once, in order: of the models, of AWS and of who signs people in. */
export function configuredOrigins({ models, aws, policy }: SiteConfig): string[] {
  const origins = models.flatMap(({ base_url, kind, region }) => {
    if (base_url !== undefined) return new URL(base_url).origin;
    return kind === 'bedrock' && region !== undefined ? bedrockOrigin(region) : [];
  });
  const all = aws === undefined ? origins : [...origins, ...awsOrigins(aws, policy)];
  return [...new Set(all)].filter((origin) => !isBuiltIn(origin));
}

/** Hosts of a wildcard are named though it covers them: what is admitted can then be read off. */
function isBuiltIn(origin: string): boolean {
  return builtInSources.includes(origin) || builtInSources.includes(`${origin.replace(/:\d+$/u, '')}:*`);
}

function withOrigins(html: string, origins: readonly string[], page: string): string {
  const policy = POLICY.exec(html)?.[2];
  // The policy stands in an attribute, in which an entity would end a directive.
  const plain = policy?.replaceAll('&#39;', "'");
  if (plain === undefined || !DIRECTIVE.test(plain))
    throw new Error(`${page} has no policy with a connect-src; build the app anew: npm run build.`);
  const next = plain.replace(DIRECTIVE, (_all, before: string) => before + connectDirective(origins));
  return html.replace(POLICY, (_all, open: string, _policy, close: string) => open + next.replaceAll("'", '&#39;') + close);
}

function readText(file: string, fix: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read (${cause instanceof Error ? cause.message : String(cause)}). ${fix}`, { cause });
  }
}
