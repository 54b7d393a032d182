import { useState } from 'react';
import type { RunStatus, RunSummary } from '../../../core/run.ts';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { useLive } from '../../components/use-live.ts';

const PAGE = 50;

export type RunFilter = { status: RunStatus | ''; workflow: string };

export const noFilter: RunFilter = { status: '', workflow: '' };

/** At least `wanted` of the newest runs that fit, page by page, and whether there are more. */
async function readRuns(
  { callTool }: AppServices,
  { status, workflow }: RunFilter,
  wanted: number,
): Promise<{ runs: RunSummary[]; more: boolean }> {
  const runs: RunSummary[] = [];
  for (;;) {
    const last = runs.at(-1)?.run_id;
    const page = await callTool('list_runs', {
      limit: PAGE,
      ...(status === '' ? {} : { status }),
      ...(workflow === '' ? {} : { workflow_id: workflow }),
      ...(last === undefined ? {} : { before: last }),
    });
    runs.push(...page.runs);
    const more = page.runs.length === PAGE;
    if (!more || runs.length >= wanted) return { runs, more };
  }
}

/** The log of runs and the workflows by their id. Follows changes of this tab and others. */
export function useRuns() {
  const services = useAppServices();
  const [filter, setFilter] = useState<RunFilter>(noFilter);
  const [wanted, setWanted] = useState(PAGE);
  const listed = useLive(`${filter.status} ${filter.workflow} ${wanted}`, ['runs', 'workflows'], async () => {
    const [found, { workflows }] = await Promise.all([
      readRuns(services, filter, wanted),
      services.callTool('list_workflows', {}),
    ]);
    return { ...found, workflows: new Map<string, WorkflowSummary>(workflows.map((each) => [each.id, each])) };
  });
  return {
    filter,
    listed,
    setFilter: (next: RunFilter) => {
      setWanted(PAGE);
      setFilter(next);
    },
    loadMore: () => setWanted((before) => before + PAGE),
  };
}
