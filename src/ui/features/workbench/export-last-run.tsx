import { useAppServices } from '../../app-services.ts';
import { languageNames } from '../../components/language-name.ts';
import { ExportMenu } from '../../components/run-export/export-menu.tsx';

/** Keeps what the workbench ran last as a file, of the run's record. */
export function ExportLastRun({ id }: { id: string }) {
  const { callTool } = useAppServices();
  const load = async () => {
    const [run, { workflows }] = await Promise.all([callTool('get_run', { run_id: id }), callTool('list_workflows', {})]);
    const workflowName = workflows.find((each) => each.id === run.workflow_id)?.name;
    const title = run.title ?? workflowName ?? `${languageNames[run.language]} run`;
    return { run, title, ...(workflowName === undefined ? {} : { workflowName }) };
  };
  return <ExportMenu load={load} inline />;
}
