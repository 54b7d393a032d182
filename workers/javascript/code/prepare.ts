import type { Program } from 'acorn';
import { completionStatements } from './completion.ts';
import { Insertions, type Shifts } from './insertions.ts';
import { LOOP_MARK, loopMarks } from './loop-marks.ts';
import { parseCode } from './parse.ts';
import { throwMarks } from './throw-marks.ts';
import { assignsAtTopLevel, topLevelNames, type TopLevelNames } from './top-level-names.ts';

export type PreparedCode = {
  kind: 'module' | 'script';
  /**
   * A module: the code. A script: an expression that gives an async function of (scope, require, module, exports, __filename,
   * __dirname), whose lines are the code's lines. It leaves its last expression in `scope.value`, and a function that reads
   * `result` in `scope.result` where the code declares or assigns it at top level.
   */
  source: string;
  /** What `source` has that the code has not. It calls the global at `Symbol.for(THROWN_KEY)` with what it throws. */
  shifts: Shifts;
  /** The code's tree. */
  program: Program;
  /** The line (1-based) of the `import` or `export … from` of this specifier. */
  importLine: (specifier: string) => number | undefined;
};

const NO_NAMES: TopLevelNames = { lexical: new Set(), vars: new Set() };
const MODULE_NAMES = ['require', 'module', 'exports', '__filename', '__dirname'];

/** Reads code and makes it ready to run. Throws `SyntaxFault`. */
export function prepareCode(code: string): PreparedCode {
  const { kind, program } = parseCode(code);
  const importLine = (specifier: string): number | undefined => lineOfImport(code, program, specifier);
  const insertions = new Insertions(withoutHashbang(code));
  if (kind === 'script') openScript(code, program, insertions);
  for (const at of loopMarks(code, program)) insertions.add(at, LOOP_MARK);
  for (const { at, text } of throwMarks(code, program)) insertions.add(at, text);
  const { code: inner, shifts } = insertions.apply();
  // The line break ends a comment in the last line.
  return { kind, source: kind === 'script' ? `${inner}\n})` : inner, shifts, program, importLine };
}

/**
 * Makes the script the body of a function (the opening goes into the code's first line), and has its last expression kept. `sparing`:
 * not where the code declares `result`, which is its value then.
 */
export function openScript(code: string, program: Program, insertions: Insertions, sparing = false): void {
  const names = code.includes('result') || MODULE_NAMES.some((name) => code.includes(name)) ? topLevelNames(program) : NO_NAMES;
  const scope = unusedName(code);
  insertions.add(0, `(async function (${parameters(scope, names).join(', ')}) { ${opening(scope, code, program, names)} `);
  if (sparing && (names.lexical.has('result') || names.vars.has('result'))) return;
  for (const { start, end } of completionStatements(program)) {
    const last = code[end - 1] === ';' ? end - 1 : end;
    insertions.add(start, `${scope}.value = (`);
    insertions.add(last, ')');
  }
}

function lineOfImport(code: string, program: Program, specifier: string): number | undefined {
  const statement = program.body.find((each) => 'source' in each && each.source?.value === specifier);
  return statement && code.slice(0, statement.start).split('\n').length;
}

/** Where the code declares such a name itself with `let` or `const`, ours makes room. */
function parameters(scope: string, { lexical }: TopLevelNames): string[] {
  return [scope, ...MODULE_NAMES.map((name, at) => (lexical.has(name) ? `${scope}${at}` : name))];
}

function opening(scope: string, code: string, program: Program, { lexical, vars }: TopLevelNames): string {
  const strict = isStrict(program);
  const declares = lexical.has('result') || vars.has('result');
  const assigns = !declares && code.includes('result') && assignsAtTopLevel(program, 'result');
  return [
    strict ? "'use strict';" : '',
    strict && assigns ? 'var result;' : '',
    declares || assigns ? `${scope}.result = () => result;` : '',
    declares ? `${scope}.declared = true;` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function isStrict(program: Program): boolean {
  return program.body.some((statement) => statement.type === 'ExpressionStatement' && statement.directive === 'use strict');
}

function unusedName(code: string): string {
  let name = '$run';
  while (code.includes(name)) name += '$';
  return name;
}

export function withoutHashbang(code: string): string {
  return code.startsWith('#!') ? `//${code.slice(2)}` : code;
}
