import { parseCode } from '../../javascript/code/parse.ts';
import { SyntaxFault } from '../../javascript/code/syntax-fault.ts';
import { globalPath } from '../libraries/javascript-tables.ts';
import type { ReadProgram } from '../program/program.ts';
import { ProgramWriter } from '../program/program-writer.ts';
import { JavaScriptTranslator } from './translator.ts';

/** The program of a text, parsed as the sandbox parses what it runs. Never throws for a text. */
export function readJavaScript(code: string): ReadProgram {
  const writer = new ProgramWriter();
  try {
    const { program } = parseCode(code);
    new JavaScriptTranslator(code, writer).translate(program);
    return { program: writer.program(globalPath) };
  } catch (error) {
    if (error instanceof SyntaxFault)
      return { syntax_error: { line: error.line, column: error.column + 1, message: error.message } };
    if (error instanceof RangeError) return { syntax_error: { line: 1, message: 'The code nests too deeply to be read' } };
    throw error;
  }
}
