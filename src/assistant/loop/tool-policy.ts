import { ATHENA } from '../../core/dataset.ts';
import type { Json } from '../../core/json.ts';
import type { ChatSwitches } from '../../core/model-provider.ts';
import { tools } from '../../tools/registry.ts';
import type { ToolEffect } from '../../tools/tool.ts';
import type { ToolName } from '../../tools/tool-types.ts';

export function isTool(name: string): name is ToolName {
  return Object.hasOwn(tools, name);
}

function field(input: Json, name: string): Json | undefined {
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Object.hasOwn(input, name)
    ? input[name]
    : undefined;
}

/** What this very call would do: a workflow that is only looked at changes nothing. */
export function callEffect(tool: ToolName, input: Json): ToolEffect {
  if (tool === 'load_workflow') return field(input, 'execute') === true ? 'run' : 'read';
  return tools[tool].effect;
}

/** Whether the tool is no use at all where code and queries are switched off. */
export function needsCodeExecution(tool: ToolName): boolean {
  return tool === 'execute_code' || tool === 'query_data';
}

/** Whether a call executes code or a query. */
export function executesCode(tool: ToolName, input: Json): boolean {
  return needsCodeExecution(tool) || callEffect(tool, input) === 'run';
}

/** Libraries by which code asks AWS, whatever its connection is. */
const AWS_LIBRARY = /\b(?:boto3|botocore)\b|@aws-sdk\//u;

/** Whether code names a library by which AWS is asked. What code does beyond its text, the policy over its calls decides. */
export function asksAws(code: Json | undefined): boolean {
  return typeof code === 'string' && AWS_LIBRARY.test(code);
}

/** Whether AWS may charge for a call: a query on Athena, or a run that can make one. `selected`: the connection where none is named. */
export function mayBeCharged(tool: ToolName, input: Json, selected: string): boolean {
  const onAthena = (field(input, 'connection') ?? selected) === ATHENA;
  switch (tool) {
    case 'query_data':
      return onAthena;
    case 'describe_table':
      return onAthena && Number(field(input, 'sample_rows') ?? 0) > 0;
    case 'execute_code':
      return onAthena || asksAws(field(input, 'code'));
    case 'load_workflow':
      return onAthena && callEffect(tool, input) === 'run';
    default:
      return false;
  }
}

/**
 * Reading is never asked for, unless it is charged for. Nor is a run in the sandbox over data of the page, in the mode "writes": what it does to files that were
 * there is asked for when it has ended, before it is kept.
 */
export function mustAsk(effect: ToolEffect, ask: ChatSwitches['ask'], charged = false): boolean {
  switch (ask) {
    case 'each_run':
      return charged || effect !== 'read';
    case 'writes':
      return charged || effect === 'write' || effect === 'delete';
    case 'never':
      return false;
  }
}
