import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../setup/project.mjs';

/** Milliseconds from the start of a program to its end. Rejects where it fails. */
export function subprocess(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`${command} ended with exit code ${code}`));
    });
  });
}

/** The interpreter behind the name `python3`, which may be a version manager's wrapper that takes longer than Python itself. */
export function pythonExecutable(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}

/** The `node` that a person of this machine has, and its version: not the newer one that the project brings. Undefined where there is none. */
export function nodeOfMachine(): { command: string; version: string } | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => !folder.startsWith(projectRoot));
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  try {
    const command = execFileSync('node', ['-p', 'process.execPath'], { encoding: 'utf8', env }).trim();
    return { command, version: execFileSync(command, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
