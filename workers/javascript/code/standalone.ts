import { Insertions } from './insertions.ts';
import { parseCode } from './parse.ts';
import { openScript, withoutHashbang } from './prepare.ts';

/**
 * Code to be run elsewhere, by Node, with the value that it has here. `source`: a module is the code as it is; a script is what
 * `PreparedCode` says, but without what the sandbox alone needs, and its lines begin one line further down.
 */
export type StandaloneCode = { kind: 'module' | 'script'; source: string };

/** Throws `SyntaxFault`. */
export function standaloneCode(code: string): StandaloneCode {
  const { kind, program } = parseCode(code);
  const insertions = new Insertions(withoutHashbang(code));
  if (kind === 'script') {
    openScript(code, program, insertions, true);
    insertions.add(0, '\n');
  }
  const inner = insertions.apply().code;
  return { kind, source: kind === 'script' ? `${inner}\n})` : inner };
}
