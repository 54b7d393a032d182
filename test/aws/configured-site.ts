import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configureDist } from '../../scripts/configure-dist.ts';
import { serve, serveFrom, type Site } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import type { SiteConfigFile } from '../../src/core/config.ts';

/**
 * Serves a copy of the built app that has this configuration, and its policy the hosts in it. `folder` is made anew for it, and can be
 * dropped when the site is closed; the built app stays as it is. `first_port`: the first that is tried; any where nothing is said.
 */
export async function serveConfigured(
  config: SiteConfigFile,
  { folder, base = '/', first_port }: { folder: string; base?: string; first_port?: number },
): Promise<Site> {
  const dist = path.join(folder, 'dist');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(distFolder, dist, { recursive: true });
  const file = path.join(folder, 'sandbank.config.json');
  writeFileSync(file, JSON.stringify(config, null, 2));
  configureDist(file, dist);
  return first_port === undefined ? serve({ root: dist, base }) : serveFrom({ root: dist, base }, first_port);
}
