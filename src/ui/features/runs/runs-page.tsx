import { useHash } from '../../components/use-hash.ts';
import { RunDetail } from './run-detail.tsx';
import { RunList } from './run-list.tsx';
import { runIdOf } from './run-routes.ts';

/** The log of runs, and one of them at `#/runs/<id>`. */
export function RunsPage() {
  const id = runIdOf(useHash());
  return id === undefined ? <RunList /> : <RunDetail key={id} id={id} />;
}
