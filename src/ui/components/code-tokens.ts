/** What a piece of code is, as far as its colour goes; none for all else. */
export type TokenKind = 'comment' | 'string' | 'number' | 'keyword';

export type CodeToken = { kind: TokenKind | undefined; text: string };

type Grammar = { pattern: RegExp; keywords: ReadonlySet<string> };

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

// Each alternative of a pattern begins with other characters than the others, and none of them repeats within itself, so that the
// time grows with the length alone.
const NUMBER = String.raw`(?<number>\b\d[\w.]*)`;
const WORD = String.raw`(?<word>[\p{L}_$][\p{L}\p{N}_$]*)`;
const QUOTED = String.raw`"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?`;

function grammar(comment: string, string: string, keywords: string): Grammar {
  return {
    pattern: new RegExp(`(?<comment>${comment})|(?<string>${string})|${NUMBER}|${WORD}`, 'gu'),
    keywords: words(keywords),
  };
}

// A regular expression stands where a value may begin. Its length is bounded: one that never ends is looked at again at every slash.
const REGEX = String.raw`(?<=(?:^|[=(,:;!&|?{}[>+\n]|\breturn)[ \t]*)\/(?:[^/\\\n[]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n]){0,100}\]){1,300}\/\w*`;

const python = grammar(
  '#[^\\n]*',
  `"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|${QUOTED}`,
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
);
const javascript = grammar(
  String.raw`\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)`,
  `${QUOTED}|\`(?:[^\`\\\\]|\\\\[^])*\`?|${REGEX}`,
  'async await break case catch class const continue default delete do else export extends false finally for from function if import in instanceof let new null of return static super switch this throw true try typeof undefined var void while yield',
);
const sql = grammar(
  String.raw`--[^\n]*|\/\*[^]*?(?:\*\/|$)`,
  `'[^']*'?`,
  'all alter and array as asc between by case cast create cross date day delete desc describe distinct drop else end escape except exists explain external extract false filter first following for from full group having hour if in inner insert intersect interval into is join last lateral left like limit location map merge minute month msck natural not null nulls offset on or order outer over partition preceding range recursive right repair row rows second select set show table then time timestamp to true truncate try_cast unbounded union unload unnest update using values view when where window with year',
);
const json = grammar('(?!)', QUOTED, 'true false null');
const bash = grammar('#[^\\n]*', QUOTED, 'case do done elif else esac export fi for function if in local return then while');

const grammars: Readonly<Record<string, Grammar>> = {
  python,
  py: python,
  javascript,
  js: javascript,
  typescript: javascript,
  ts: javascript,
  sql,
  json,
  bash,
  sh: bash,
  shell: bash,
};

/** Longer code stays plain: what is only read is not worth holding up the page. */
const MAX_COLOURED = 60_000;

/** The code in pieces of one kind each, which together are the code; one piece where its language is not known or it is long. */
export function codeTokens(code: string, language: string | undefined): CodeToken[] {
  const name = language?.toLowerCase() ?? '';
  const rules = Object.hasOwn(grammars, name) ? grammars[name] : undefined;
  if (rules === undefined || code.length > MAX_COLOURED) return [{ kind: undefined, text: code }];
  const tokens: CodeToken[] = [];
  let plain = 0;
  for (const match of code.matchAll(rules.pattern)) {
    const kind = kindOf(match.groups ?? {}, rules);
    if (kind === undefined) continue;
    if (match.index > plain) tokens.push({ kind: undefined, text: code.slice(plain, match.index) });
    tokens.push({ kind, text: match[0] });
    plain = match.index + match[0].length;
  }
  if (plain < code.length) tokens.push({ kind: undefined, text: code.slice(plain) });
  return tokens;
}

function kindOf(groups: Record<string, string | undefined>, { keywords, pattern }: Grammar): TokenKind | undefined {
  if (groups['comment'] !== undefined) return 'comment';
  if (groups['string'] !== undefined) return 'string';
  if (groups['number'] !== undefined) return 'number';
  const word = groups['word'] ?? '';
  return keywords.has(pattern === sql.pattern ? word.toLowerCase() : word) ? 'keyword' : undefined;
}

/** The same pieces, line by line, without the line ends. */
export function codeLines(code: string, language: string | undefined): CodeToken[][] {
  const lines: CodeToken[][] = [[]];
  for (const { kind, text } of codeTokens(code, language)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines;
}
