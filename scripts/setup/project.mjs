import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, absolute. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/u, '');

/** Where the built app stands, absolute. */
export const distFolder = path.resolve(projectRoot, process.env['SANDBANK_OUT'] ?? 'dist');

/** The environment of every tool: the project's own programs come first, its Node among them. */
export function toolEnvironment() {
  const bin = path.join(projectRoot, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * Runs a program in the project's folder with its output shown; answers the exit code (1 where it could not be started or a signal
 * ended it). Never throws.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment] added to the tools' own
 * @returns {Promise<number>}
 */
export function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...toolEnvironment(), ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Like `run`, but throws where the program fails.
 * @param {string} command
 * @param {readonly string[]} args
 */
export async function mustRun(command, args) {
  const code = await run(command, args);
  if (code !== 0) throw new Error(`"${command} ${args.join(' ')}" ended with exit code ${code}`);
}

/**
 * True where a file was named on the command line, not imported.
 * @param {string} moduleUrl `import.meta.url`
 */
export function isEntry(moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}
