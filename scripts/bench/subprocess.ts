import { spawn } from 'node:child_process';

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
