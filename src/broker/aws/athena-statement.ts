import { QueryError } from '../../core/app-error.ts';
import { tokenize, type Token } from '../../core/sql/lexer.ts';
import { statementKind } from '../../core/sql/statement-kind.ts';
import { textPosition } from '../../core/sql/text-position.ts';

/**
 * What a text would do in Athena. `keyword` is the word that decides it ("SELECT", "INSERT"). One that isn't `reading` writes, or calls
 * something outside of Athena; `target` is the name behind its first words, as written. `catalogs` are quoted names that reach out of
 * the account's own catalog ("lambda:…", "glue:arn:…"), `functions` the Lambda functions that it names, `locations` its S3 addresses.
 */
export type AthenaStatement = {
  keyword: string;
  reading: boolean;
  target?: string;
  catalogs: string[];
  functions: string[];
  locations: string[];
};

const READING = new Set(['SELECT', 'VALUES', 'SHOW', 'DESCRIBE', 'DESC']);
/** Statements that Athena hands to Hive, whose strings know backslashes. */
const HIVE_READING = new Set(['SHOW', 'DESCRIBE', 'DESC']);
/** Table functions that compute and reach nothing: others may be a connector's, which runs any text that they are given. */
const PLAIN_TABLE_FUNCTIONS = new Set(['SEQUENCE', 'EXCLUDE_COLUMNS']);

/** Blanks and comments as Athena reads them: a block comment ends at the first end, however many have begun. */
const GAP = /(?:[ \t\r\n]|--[^\r\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)*/uy;

const PLAIN_NAME = /^[\p{L}\p{N}_$@:.-]+$/u;

/**
 * Reads one statement of Athena's SQL. Throws `QueryError`, saying where, for a text that another reader could take for another one
 * (nested comments, escapes, several statements): whether it only reads could not be told then.
 */
export function athenaStatement(sql: string): AthenaStatement {
  if (sql.includes('\0')) throw new QueryError('The query holds a NUL character; take it out');
  const all = tokenize(sql);
  refuseOddGaps(sql, all);
  const tokens = withoutEnd(sql, all);
  const ticked = tickedNames(sql, tokens);
  const { keyword, start } = statementKind(tokens);
  const isAscii = start !== undefined && /^[A-Za-z]+$/u.test(sql.slice(start, start + keyword.length));
  const reads = isAscii && READING.has(keyword);
  if (reads && HIVE_READING.has(keyword)) refuseBackslashes(sql, tokens);
  const names = [...tokens.filter(isName).map(nameOf), ...ticked];
  const strings = tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text.slice(text.indexOf("'") + 1, -1));
  const target = targetOf(tokens, start);
  return {
    keyword: keyword.slice(0, 40),
    reading: reads && !callsConnector(tokens),
    ...(target === undefined ? {} : { target }),
    catalogs: names.filter((name) => /^\s*(?:lambda|glue|arn)\s*:/iu.test(name)),
    functions: functionsOf(tokens),
    locations: strings.filter((text) => /^\s*s3[an]?:/iu.test(text)),
  };
}

/** What lies between two tokens must be nothing but blanks and comments for Athena too. */
function refuseOddGaps(sql: string, tokens: readonly Token[]): void {
  let from = 0;
  for (const { start, end } of [...tokens, { start: sql.length, end: sql.length }]) {
    const gap = sql.slice(from, start);
    GAP.lastIndex = 0;
    const read = GAP.exec(gap)?.[0].length ?? 0;
    if (read < gap.length) {
      const isComment = gap.includes('/*');
      throw refused(
        sql,
        from + read,
        isComment
          ? 'a comment inside a comment is read differently by Athena; take the inner /* out'
          : 'this blank is none for Athena; write a plain space in its place',
      );
    }
    from = end;
  }
}

/** Without the closing `;`. */
function withoutEnd(sql: string, all: readonly Token[]): Token[] {
  const tokens = [...all];
  while (tokens.at(-1)?.text === ';') tokens.pop();
  const more = tokens.find(({ kind, text }) => kind === 'operator' && text === ';');
  if (more !== undefined) throw refused(sql, more.start, 'Athena runs one statement at a time; run each by itself');
  if (tokens.length === 0) throw new QueryError('The query holds no statement; write one such as SELECT * FROM cur LIMIT 10');
  return tokens;
}

/** The names between backticks. Throws for text in which Athena would find other names or strings than are found here. */
function tickedNames(sql: string, tokens: readonly Token[]): string[] {
  const names: string[] = [];
  let tick: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'string' && /^e/iu.test(token.text) && token.text.includes('\\'))
      throw refused(sql, token.start, "Athena knows no E'…' strings; write the character itself");
    if (token.text !== '`') continue;
    if (tick === undefined) {
      tick = token;
      continue;
    }
    const name = sql.slice(tick.end, token.start);
    if (!PLAIN_NAME.test(name) || name.includes('--'))
      throw refused(sql, tick.start, 'a name between backticks may hold letters, digits and _ $ @ : . - only');
    names.push(name);
    tick = undefined;
  }
  if (tick !== undefined) throw refused(sql, tick.start, 'this name never ends; close it with `');
  return names;
}

function refuseBackslashes(sql: string, tokens: readonly Token[]): void {
  const odd = tokens.find(({ kind, text }) => (kind === 'string' || kind === 'quoted') && text.includes('\\'));
  if (odd !== undefined) throw refused(sql, odd.start, 'SHOW and DESCRIBE may hold no backslash here; write the name itself');
}

/** `TABLE(…)` around anything but a function that is known to reach nothing: `TABLE(system.query(query => 'DELETE …'))`. */
function callsConnector(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    if (token.kind !== 'word' || token.text.toUpperCase() !== 'TABLE' || tokens[at + 1]?.text !== '(') return false;
    const called = tokens[at + 2];
    const isPlain = called?.kind === 'word' && PLAIN_TABLE_FUNCTIONS.has(called.text.toUpperCase());
    return !isPlain || tokens[at + 3]?.text !== '(';
  });
}

/** `USING EXTERNAL FUNCTION f(…) RETURNS t LAMBDA 'name'`. */
function functionsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, at) => {
    const name = tokens[at + 1];
    const isCall = token.kind === 'word' && /^(?:lambda|sagemaker)$/iu.test(token.text) && name?.kind === 'string';
    return isCall ? [name.text.slice(name.text.indexOf("'") + 1, -1)] : [];
  });
}

/** Words that stand between a statement's first word and the name of what it is about. */
const BEFORE_NAME = new Set(
  'INTO OVERWRITE TABLE VIEW EXTERNAL DATABASE SCHEMA OR REPLACE IF NOT EXISTS FROM REPAIR PARTITION CREATE PROTECTED MULTI DIALECT'.split(
    ' ',
  ),
);

function targetOf(tokens: readonly Token[], start: number | undefined): string | undefined {
  const first = tokens.findIndex((token) => token.start === start);
  if (first < 0) return undefined;
  let at = first + 1;
  while (tokens[at]?.kind === 'word' && BEFORE_NAME.has(tokens[at]?.text.toUpperCase() ?? '')) at++;
  let text = '';
  for (let end: number | undefined; at < tokens.length && (end === undefined || tokens[at]?.start === end); at++) {
    const token = tokens[at];
    if (token === undefined || !(isName(token) || token.text === '.' || token.text === '`')) break;
    text += token.text;
    end = token.end;
  }
  return text === '' ? undefined : text.slice(0, 200);
}

const isName = ({ kind }: Token): boolean => kind === 'word' || kind === 'quoted';

const nameOf = ({ kind, text }: Token): string => (kind === 'quoted' ? text.slice(1, -1).replaceAll('""', '"') : text);

function refused(sql: string, offset: number, message: string): QueryError {
  const where = textPosition(sql, offset);
  return new QueryError(`line ${where.line}:${where.position}: ${message}`, where);
}
