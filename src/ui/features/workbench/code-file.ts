import type { LanguageId } from '../../../core/run.ts';

const languages: Record<string, LanguageId> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  sql: 'sql',
};

/** The endings of files that open as code. */
export const CODE_ENDINGS = '.py,.js,.mjs,.cjs,.sql';

/** The language of a code file by its name's ending; undefined for any other file. */
export function codeFileLanguage(name: string): LanguageId | undefined {
  const ending = /\.([a-z]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, ending) ? languages[ending] : undefined;
}
