import { useAppServices } from '../../app-services.ts';
import { languageNames } from '../../components/language-name.ts';
import { ExportMenu } from '../../components/run-export/export-menu.tsx';

/** Keeps what the workbench ran last as a file, of the run's record. */
export function ExportLastRun({ id }: { id: string }) {
  const { callTool } = useAppServices();
  const nameOf = async (workflowId: string | undefined): Promise<string | undefined> => {
    if (workflowId === undefined) return undefined;
    const { workflows } = await callTool('list_workflows', {});
    return workflows.find(({ id: each }) => each === workflowId)?.name;
  };
  const load = async () => {
    const run = await callTool('get_run', { run_id: id });
    const workflowName = await nameOf(run.workflow_id);
    const title = run.title ?? workflowName ?? `${languageNames[run.language]} run`;
    return { run, title, ...(workflowName === undefined ? {} : { workflowName }) };
  };
  return <ExportMenu load={load} inline />;
}
