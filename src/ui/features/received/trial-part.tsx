import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useCallback, useDeferredValue, useEffect, useSyncExternalStore } from 'react';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import type { LiveRun } from '../../components/run-output/live-run.ts';
import { RunOutput } from '../../components/run-output/run-output.tsx';
import { RunStatusView } from '../../components/run-output/run-status.tsx';
import { capabilityIds } from '../../../core/share/shared-workflow.ts';
import { capabilityText } from './capability-text.ts';
import type { Trial, TrialRequest } from './use-trial.ts';

type TrialPartProps = Trial & { run: LiveRun; request: TrialRequest; onLine: (line: number) => void };

/** What the one run gave that the person let it have. */
export function TrialPart({ run, request, running, stop, onLine }: TrialPartProps) {
  // The button that stops it goes when it ends.
  const box = useFocusAfter<HTMLDivElement>(running);
  useEffect(() => {
    // Its answer, a promise in newer browsers, is nothing to clean up with.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [run, box]);
  const current = useSyncExternalStore(run.subscribe, run.view);
  const view = useDeferredValue(current);
  const elapsed = useCallback(() => run.elapsed(), [run]);
  const { status, duration_ms, error, loading } = current;
  const granted = capabilityIds.filter((id) => request.grants[id]).map((id) => capabilityText[id].name.toLowerCase());
  return (
    <div ref={box} className="received-trial" tabIndex={-1}>
      <Container
        disableContentPaddings
        header={
          <Header
            variant="h2"
            description={granted.length === 0 ? 'Nothing was granted to it.' : `Granted to it: ${granted.join(', ')}.`}
            actions={running && <Button onClick={stop}>Stop</Button>}
            info={
              <RunStatusView status={status} duration_ms={duration_ms} error={error} loading={loading?.text} elapsed={elapsed} />
            }
          >
            What the trial gave
          </Header>
        }
      >
        <section className="received-output" aria-label="Output of the trial">
          <RunOutput view={view} onLine={onLine} />
        </section>
      </Container>
    </div>
  );
}
