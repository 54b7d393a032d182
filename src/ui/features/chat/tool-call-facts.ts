import type { ToolCallPart, ToolCallState } from '../../../core/conversation.ts';
import type { Json } from '../../../core/json.ts';
import { languageIds, type LanguageId } from '../../../core/run.ts';

/** A call as its card shows it. */
export type ToolCallFacts = {
  title: string;
  /** The code that it carries, as far as the model has written it. */
  code: { text: string; language: LanguageId } | undefined;
  /** The rest of its input. */
  fields: [string, Json][];
};

const titles: Readonly<Record<string, string>> = {
  query_data: 'Query the data',
  list_workflows: 'List workflows',
  load_workflow: 'Open a workflow',
  save_workflow: 'Save a workflow',
  delete_workflow: 'Delete a workflow',
  list_connections: 'Look at connections and tables',
  select_connection: 'Choose a connection',
  describe_table: 'Look at a table',
  describe_file: 'Look at a file',
  list_files: 'List files',
  read_file: 'Read a file',
  write_file: 'Write a file',
  delete_file: 'Delete a file',
  list_runs: 'List runs',
  get_run: 'Look at a run',
  cancel_run: 'Stop a run',
};

const languageNames: Record<LanguageId, string> = { python: 'Python', javascript: 'JavaScript', sql: 'SQL' };

/** `workflow`: the name of the workflow that the input means by its id. */
export function factsOf({ tool, input }: Pick<ToolCallPart, 'tool' | 'input'>, workflow?: string): ToolCallFacts {
  const record = typeof input === 'object' && input !== null && !Array.isArray(input) ? input : partialRecord(input);
  const code = codeOf(tool, record);
  const used = new Set(code === undefined ? ['title'] : ['title', 'code', 'sql', 'language']);
  const fields = Object.entries(record).filter(([name]) => !used.has(name));
  return { title: titleOf(tool, record, code?.language, workflow), code, fields };
}

function titleOf(tool: string, record: Record<string, Json>, language: LanguageId | undefined, workflow?: string): string {
  const given = record['title'];
  if (typeof given === 'string' && given.trim() !== '') return given.trim();
  if (tool === 'execute_code') return language === undefined ? 'Run code' : `Run ${languageNames[language]}`;
  const what = [record['name'], record['path'], record['table'], workflow, record['id']].find((each) => typeof each === 'string');
  const title =
    tool === 'load_workflow' && record['execute'] === true
      ? 'Run a workflow'
      : Object.hasOwn(titles, tool)
        ? (titles[tool] ?? tool)
        : tool;
  return what === undefined || what === '' ? title : `${title}: ${what}`;
}

function codeOf(tool: string, record: Record<string, Json>): ToolCallFacts['code'] {
  const text = tool === 'query_data' ? record['sql'] : record['code'];
  if (typeof text !== 'string') return undefined;
  const named = tool === 'query_data' ? 'sql' : record['language'];
  return { text, language: languageIds.find((each) => each === named) ?? 'python' };
}

const FIELD = /"(title|language|code|sql|name|path)"\s*:\s*"((?:[^"\\]|\\.)*)/gsu;

/** The text fields of JSON that is still being written. */
function partialRecord(input: Json): Record<string, Json> {
  if (typeof input !== 'string') return {};
  const record: Record<string, Json> = {};
  for (const [, name = '', raw = ''] of input.matchAll(FIELD)) record[name] ??= unescaped(raw);
  return record;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescaped(raw: string): string {
  return raw.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (ESCAPES[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const stateNames: Record<ToolCallState, string> = {
  writing: 'Writing',
  waiting: 'Waits for your approval',
  running: 'Running',
  done: 'Done',
  failed: 'Refused',
  denied: 'Denied',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
};

export function stateName(state: ToolCallState): string {
  return stateNames[state];
}
