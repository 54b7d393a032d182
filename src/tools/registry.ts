import { cancelRun } from './cancel-run.ts';
import { deleteFile } from './delete-file.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { describeFile } from './describe-file.ts';
import { describeTable } from './describe-table.ts';
import { executeCode } from './execute-code.ts';
import { getRun } from './get-run.ts';
import { listConnections } from './list-connections.ts';
import { listFiles } from './list-files.ts';
import { listRuns } from './list-runs.ts';
import { listWorkflows } from './list-workflows.ts';
import { loadWorkflow } from './load-workflow.ts';
import { queryData } from './query-data.ts';
import { readFile } from './read-file.ts';
import { saveWorkflow } from './save-workflow.ts';
import { selectConnection } from './select-connection.ts';
import type { Tool } from './tool.ts';
import type { ToolInputs, ToolName, ToolOutputs } from './tool-types.ts';
import { writeFile } from './write-file.ts';

type Registry = { [Name in ToolName]: Tool<ToolInputs[Name], ToolOutputs[Name]> };

/** Every tool there is, in the order in which they are listed. A tool that is missing here, or of another type, does not compile. */
export const tools: Registry = {
  execute_code: executeCode,
  save_workflow: saveWorkflow,
  list_workflows: listWorkflows,
  load_workflow: loadWorkflow,
  delete_workflow: deleteWorkflow,
  query_data: queryData,
  describe_table: describeTable,
  list_connections: listConnections,
  select_connection: selectConnection,
  list_files: listFiles,
  describe_file: describeFile,
  read_file: readFile,
  write_file: writeFile,
  delete_file: deleteFile,
  list_runs: listRuns,
  get_run: getRun,
  cancel_run: cancelRun,
};
