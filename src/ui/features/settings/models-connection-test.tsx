import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef, useState } from 'react';
import type { Assistant, ConnectionCheck } from '../../../assistant/assistant.ts';
import type { ModelEntry } from '../../../core/model-provider.ts';
import { errorMessage } from '../../components/error-message.ts';
import { visibleText } from '../../components/visible-text.ts';

/** Asks the model for a word and says what came of it: who refused, and what mends it. */
export function ConnectionTest({ model, assistant }: { model: ModelEntry; assistant: Assistant }) {
  const [result, setResult] = useState<ConnectionCheck>();
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const test = async () => {
    const mine = new AbortController();
    stop.current = mine;
    setBusy(true);
    setResult(undefined);
    try {
      const found = await assistant.models.check(entryOf(model), mine.signal);
      if (!mine.signal.aborted) setResult(found);
    } catch (error) {
      if (!mine.signal.aborted) setResult({ ok: false, code: 'error', message: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="model-test">
      <Button loading={busy} loadingText="Testing the connection" onClick={() => void test()}>
        Test connection
      </Button>
      <div role="status">
        {result !== undefined && (
          <StatusIndicator type={result.ok ? 'success' : 'error'} wrapText>
            {visibleText(result.message)}
          </StatusIndicator>
        )}
      </div>
    </div>
  );
}

/** The entry alone, of what is known of a model. */
export function entryOf({ id, kind, model, base_url, region }: ModelEntry): ModelEntry {
  return {
    id,
    kind,
    model,
    ...(base_url === undefined ? {} : { base_url }),
    ...(region === undefined ? {} : { region }),
  };
}
