import { ToolInputError } from '../../core/app-error.ts';
import { defaultLimits } from '../../core/limits.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { CodeAnalysis, CodeFindings } from '../../core/ports/code-analysis.ts';
import type { CodeSandbox } from '../../core/ports/code-sandbox.ts';
import type { LanguageId } from '../../core/run.ts';
import { abortError, AnalysisWorkers } from './analysis-workers.ts';
import { readPythonProgram } from './python-reader.ts';

/** Of characters; a workflow that is sent holds no more. */
const LONGEST_CODE = 1_000_000;
const MOST_KEPT = 20;

type Parts = {
  sandbox: CodeSandbox;
  /** Memory that Python may use, as the person has set it. */
  pythonMemory?: () => number;
};

/** Python is parsed by its own `ast` in the sealed sandbox, JavaScript and SQL in a worker of their own. Nothing is loaded before. */
export function createCodeAnalysis({ sandbox, pythonMemory = () => defaultLimits.python_memory_bytes }: Parts): CodeAnalysis {
  const workers = new AnalysisWorkers();
  const kept = new Map<string, CodeFindings>();

  async function read(language: LanguageId, code: string, signal: Abort | undefined): Promise<CodeFindings> {
    if (language !== 'python') return await workers.read({ language, code }, signal);
    const program = await readPythonProgram({ sandbox, memory: pythonMemory }, code, signal);
    return await workers.read({ language, code, program }, signal);
  }

  return {
    async analyse(language, code, signal) {
      if (signal?.aborted === true) throw abortError();
      if (code.length > LONGEST_CODE)
        throw new ToolInputError(
          `code: ${code.length.toLocaleString('en-US')} characters are more than the ${LONGEST_CODE.toLocaleString('en-US')} that are read; shorten it to see what it touches`,
        );
      const key = `${language} ${code}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const findings = await read(language, code, signal);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(key, findings);
      return findings;
    },
  };
}
