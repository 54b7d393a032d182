import { useState } from 'react';
import { useAppServices } from '../../app-services.ts';
import { useLive } from '../../components/use-live.ts';
import { noFilter, type WorkflowFilter } from './workflow-filters.tsx';

/** The workflows that fit the filter, and every tag there is. Follows changes of this tab and others. */
export function useWorkflows() {
  const { callTool } = useAppServices();
  const [filter, setFilter] = useState<WorkflowFilter>(noFilter);
  const { query, tag, language } = filter;
  const listed = useLive(JSON.stringify(filter), ['workflows'], async () => {
    const [found, all] = await Promise.all([
      callTool('list_workflows', {
        ...(query.trim() === '' ? {} : { query: query.trim() }),
        ...(tag === '' ? {} : { tag }),
        ...(language === '' ? {} : { language }),
      }),
      callTool('list_workflows', {}),
    ]);
    const tags = [...new Set(all.workflows.flatMap((workflow) => workflow.tags))];
    return { workflows: found.workflows, tags: tags.toSorted((a, b) => a.localeCompare(b, 'en-US')) };
  });
  return { filter, setFilter, listed };
}
