import path from 'node:path';
import { configureDist } from './configure-dist.ts';
import { distFolder, isEntry } from './setup/project.mjs';

const USAGE = 'npm run configure -- path/to/config.json [folder of the built app]';

/**
 * Gives a built app its configuration, from the command line.
 * @param {readonly string[]} args
 * @returns {number} the exit code
 */
export function configure([configFile, dist = distFolder, ...rest]) {
  if (configFile === undefined || rest.length > 0) {
    console.error(`Usage: ${USAGE}`);
    return 2;
  }
  try {
    const origins = configureDist(configFile, dist);
    const more =
      origins.length === 0
        ? 'The page may ask the hosts that it may ask anyway.'
        : `The page may also ask ${origins.join(', ')}.`;
    console.log(`${path.join(dist, 'index.html')} is configured. ${more}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

if (isEntry(import.meta.url)) process.exitCode = configure(process.argv.slice(2));
