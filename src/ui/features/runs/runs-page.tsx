import { useHash } from '../../components/use-hash.ts';
import { CallList } from './call-list.tsx';
import { RunDetail } from './run-detail.tsx';
import { RunList } from './run-list.tsx';
import { runIdOf } from './run-routes.ts';

/** In the place of a run's id, which begins otherwise. */
const CALLS = 'aws-calls';

/** The log of runs, one of them at `#/runs/<id>`, and the log of calls to AWS at `#/runs/aws-calls`. */
export function RunsPage() {
  const id = runIdOf(useHash());
  if (id === CALLS) return <CallList />;
  return id === undefined ? <RunList /> : <RunDetail key={id} id={id} />;
}
