import { ToolInputError } from '../../core/app-error.ts';
import { defaultLimits, type Limits } from '../../core/limits.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { CodeSandbox } from '../../core/ports/code-sandbox.ts';
import { abortError } from './analysis-workers.ts';
import readPython from './read_python.py?raw';

const PROGRAM_FILE = 'program.json';
const LIMIT_S = 30;
const KB = 1024;

/** `memory`: what the person's runs may use, so that one worker kept ready serves both. */
export type PythonReader = { sandbox: CodeSandbox; memory: () => number };

/**
 * What Python's own parser says of the code, as bytes of JSON. It runs in the sealed sandbox, where a program of ours is given the code as
 * a parameter; the code itself is never executed there, and whatever were to ask for something is refused.
 */
export async function readPythonProgram(
  { sandbox, memory }: PythonReader,
  code: string,
  signal?: Abort,
): Promise<Uint8Array<ArrayBuffer>> {
  const limits: Limits = {
    ...defaultLimits,
    timeout_s: LIMIT_S,
    python_memory_bytes: memory(),
    output_bytes: KB,
    flood_bytes: KB * KB,
    displays: 1,
    display_bytes: KB,
    files: 1,
    result_bytes: KB,
  };
  const { status, changes, error } = await sandbox.run(
    { run_id: 'analysis', language: 'python', code: readPython, params: { code }, files: [], limits },
    {
      ...(signal === undefined ? {} : { signal }),
      onEvent: () => undefined,
      onRequest: () =>
        Promise.resolve({ ok: false, error: { type: 'PolicyError', message: 'Nothing is asked for while code is read' } }),
    },
  );
  if (status === 'cancelled') throw abortError();
  const program = changes.find(({ path }) => path === PROGRAM_FILE)?.content;
  if (status === 'succeeded' && program) return new Uint8Array(program);
  if (status === 'failed' && error?.type === 'InterpreterLost') return tooDeep();
  if (status === 'timed_out' || status === 'out_of_memory' || status === 'limit_exceeded')
    throw new ToolInputError(`code: it is too large to be read (${error?.message ?? status}); shorten it to see what it touches`);
  throw new Error(`The code could not be read: ${error?.message ?? status}`);
}

/** The parser itself went too deep and took its interpreter with it. */
function tooDeep(): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ error: [1, 1, 'The code nests too deeply to be read'] }));
}
