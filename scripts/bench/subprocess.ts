import { execFileSync, spawn } from 'node:child_process';

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
