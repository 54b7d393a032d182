import type { WorkflowSummary } from '../../../core/workflow.ts';
import type { AppServices } from '../../app-services.ts';
import { codeParamFields } from '../../components/params-form/code-params.ts';
import { paramFields, type ParamField } from '../../components/params-form/params-schema.ts';

/** What a workflow asks for before it runs: by its schema, or by its code where it has none, filled in as when it last ran. */
export async function askedParams({ callTool }: AppServices, { id }: WorkflowSummary): Promise<ParamField[]> {
  const { language, code, params_schema } = await callTool('load_workflow', { id });
  if (params_schema !== undefined || codeParamFields(language, code, {}).length === 0) return paramFields(params_schema);
  const { runs } = await callTool('list_runs', { workflow_id: id, limit: 1 });
  return codeParamFields(language, code, runs[0]?.params ?? {});
}
