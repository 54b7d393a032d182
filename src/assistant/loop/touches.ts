import type { Json } from '../../core/json.ts';
import type { ExistingFileChange, ToolEffect } from '../../tools/tool.ts';
import type { ToolName } from '../../tools/tool-types.ts';
import { cleanText } from '../results/clean-text.ts';

const LANGUAGES: Record<string, string> = { python: 'Python', javascript: 'JavaScript', sql: 'SQL' };

/**
 * What a call will touch, in sentences, out of its input alone: nothing that a tool answered has a word in it, but for the name of the
 * workflow that the input means by its id (`workflow`). `charged`: AWS may charge for it.
 */
export function touches(
  tool: ToolName,
  input: Json,
  effect: ToolEffect,
  more: { workflow?: string; charged?: boolean } = {},
): string[] {
  const lines = ofTool(tool, input, effect, more.workflow);
  return more.charged === true ? [...lines, CHARGED] : lines;
}

const CHARGED = 'It can call AWS in your name. AWS charges for the bytes that a query on Athena scans.';

function ofTool(tool: ToolName, input: Json, effect: ToolEffect, workflowName: string | undefined): string[] {
  const fields = typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
  const named = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? shown(value) : undefined;
  };
  const known = workflowName === undefined ? undefined : shown(workflowName);
  const connection = named('connection');
  const reads =
    connection === undefined
      ? 'It can read the selected connection and the workspace.'
      : `It can read the connection "${connection}" and the workspace.`;
  const seconds = typeof fields['timeout_s'] === 'number' ? [`It may run for ${fields['timeout_s']} seconds.`] : [];
  switch (tool) {
    case 'execute_code':
      return [
        `Runs ${LANGUAGES[named('language') ?? ''] ?? 'code'} in the sandbox, without network.`,
        reads,
        ...writesOf(named('language')),
        ...seconds,
      ];
    case 'load_workflow':
      return [
        `Runs the workflow "${named('name') ?? known ?? named('id') ?? ''}"${typeof fields['version'] === 'number' ? `, version ${fields['version']}` : ''} in the sandbox, without network.`,
        reads,
        ...writesOf(undefined),
        ...seconds,
      ];
    case 'save_workflow':
      return [
        `Saves the workflow "${named('name') ?? ''}": a new one, or the next version of the one of that name. Earlier versions stay.`,
      ];
    case 'delete_workflow':
      return [
        `Deletes the workflow ${known === undefined ? (named('id') ?? '') : `"${known}" (${named('id') ?? ''})`} with all its versions. It can be undone for as long as the page is open.`,
      ];
    case 'write_file':
      return [`Writes the file ${named('path') ?? ''} of the workspace, in the place of one of that name.`];
    case 'delete_file':
      return [`Deletes the file ${named('path') ?? ''} of the workspace. It can be undone for as long as the page is open.`];
    case 'select_connection':
      return [`Makes "${named('id') ?? ''}" the connection that queries go to where none is named.`];
    case 'query_data':
      return [
        connection === undefined
          ? 'Runs a query on the selected connection, which can only read.'
          : `Runs a query on the connection "${connection}", which can only read.`,
      ];
    case 'cancel_run':
      return [`Stops the run ${named('run_id') ?? ''}.`];
    default:
      return [effect === 'read' ? 'Reads, and changes nothing.' : 'Changes what is kept: its input says what.'];
  }
}

const MOST_FILES = 20;

/** What a run that has ended would do to files that were there before it, in sentences. */
export function changedFiles(changes: readonly ExistingFileChange[]): string[] {
  const lines = changes
    .slice(0, MOST_FILES)
    .map(({ path, deleted }) => (deleted ? `Deletes the file ${shown(path)}.` : `Writes the file ${shown(path)} anew.`));
  const more = changes.length - lines.length;
  return [
    'The code has run. It changed files that were there before; they stay as they are where you deny it.',
    ...lines,
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

/** What a run that goes on wants, whose text did not say so. */
export const ASKS_AWS = [
  'The code that runs wants to ask AWS, which its text did not say. Nothing was asked yet.',
  'AWS may charge for it: a query is paid by the bytes that it scans.',
];

function shown(text: string): string {
  return cleanText(text).slice(0, 200);
}

function writesOf(language: string | undefined): string[] {
  return language === 'sql' ? [] : ['It can write, change and delete files of the workspace.'];
}
