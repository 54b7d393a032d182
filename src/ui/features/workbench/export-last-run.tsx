import { useAppServices } from '../../app-services.ts';
import { languageNames } from '../../components/language-name.ts';
import { ExportMenu } from '../../components/run-export/export-menu.tsx';

/** Keeps what the workbench ran last as a file, of the run's record. */
export function ExportLastRun({ id }: { id: string }) {
  const { callTool } = useAppServices();
  const load = async () => {
    const run = await callTool('get_run', { run_id: id });
    return { run, title: run.title ?? `${languageNames[run.language]} run` };
  };
  return <ExportMenu load={load} inline />;
}
