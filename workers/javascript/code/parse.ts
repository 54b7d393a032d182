import { parse, type Options, type Program } from 'acorn';
import { SyntaxFault } from './syntax-fault.ts';

export type ParsedCode = { kind: 'module' | 'script'; program: Program };

const SHARED: Partial<Options> = { ecmaVersion: 'latest', allowHashBang: true, locations: false };

/**
 * What the code is, by what it holds: with `import` or `export` a module, else a script, in which `await` may stand at top level.
 * Throws `SyntaxFault`.
 */
export function parseCode(code: string): ParsedCode {
  try {
    const program = parse(code, { ...SHARED, ecmaVersion: 'latest', sourceType: 'script', allowAwaitOutsideFunction: true });
    return { kind: 'script', program };
  } catch (scriptError) {
    if (!mayBeModule(code)) throw fault(scriptError);
    return parseModule(code, scriptError);
  }
}

/**
 * A script cannot hold `import` or `export`, so what failed as one may still be a module. Where neither parses, the mistake that
 * comes later in the text is the real one: the other parser stopped at the first `import`, or at what only a script may say.
 */
function parseModule(code: string, scriptError: unknown): ParsedCode {
  try {
    const program = parse(code, { ...SHARED, ecmaVersion: 'latest', sourceType: 'module' });
    if (program.body.some(isModuleItem) || holdsImportMeta(code)) return { kind: 'module', program };
  } catch (moduleError) {
    throw fault(place(moduleError) > place(scriptError) ? moduleError : scriptError);
  }
  throw fault(scriptError);
}

function isModuleItem({ type }: { type: string }): boolean {
  return type === 'ImportDeclaration' || type.startsWith('Export');
}

/** Cheap, and right to say yes too often: what it lets through is parsed. */
function mayBeModule(code: string): boolean {
  return /\b(?:import|export)\b/u.test(code);
}

function holdsImportMeta(code: string): boolean {
  return /\bimport\s*\.\s*meta\b/u.test(code);
}

function place(error: unknown): number {
  return error instanceof SyntaxError ? ((error as SyntaxError & { pos?: number }).pos ?? 0) : Infinity;
}

function fault(error: unknown): Error {
  if (!(error instanceof SyntaxError)) throw error;
  const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
  const message = error.message.replace(/ \(\d+:\d+\)$/u, '');
  return new SyntaxFault(explained(message), loc?.line ?? 1, loc?.column ?? 0);
}

function explained(message: string): string {
  if (message === "'return' outside of function")
    return `${message}. The value of a run is its last expression, or what is assigned to \`result\``;
  if (/^Cannot use keyword 'await' outside an async function$/u.test(message))
    return `${message}. Make the function around it async`;
  if (message === 'Not enough stack space to parse input') return 'The code nests too deeply to be read';
  return message;
}
