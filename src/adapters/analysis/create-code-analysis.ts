import type { CodeAnalysis } from '../../core/ports/code-analysis.ts';
import type { CodeSandbox } from '../../core/ports/code-sandbox.ts';

/** Python is parsed by its own `ast` in the sealed sandbox, JavaScript and SQL in a worker of their own. */
export function createCodeAnalysis(_parts: { sandbox: CodeSandbox }): CodeAnalysis {
  throw new Error('not built yet');
}
