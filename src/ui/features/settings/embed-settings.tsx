import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { EmbedGrant } from '../../../core/embedding.ts';
import type { EmbedGrants } from '../../../core/ports/embed-grants.ts';
import { useAppServices } from '../../app-services.ts';
import { embedCapabilityNames } from '../../components/embed-capability-names.ts';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf } from '../../components/focus/focus-once-drawn.ts';
import { itemElement } from '../../components/focus/list-item.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { useAskedSection } from './use-asked-section.ts';

/** Which sites may use Sandbank inside a page of theirs, and for what; each can be revoked, none can be granted here. */
export function EmbedSettings() {
  const { grants, list, failure, load } = useGrants();
  const box = useAskedSection('embedding');
  const revoke = ({ origin }: EmbedGrant) => {
    focusNextOf(itemElement(`embedder:${origin}`)?.parentElement, 'button', () => box.current);
    grants?.revoke(origin).then(
      () => notices.put({ id: 'embed-revoke', type: 'success', header: `${origin} may do nothing here any more` }),
      (error: unknown) =>
        notices.put({
          id: 'embed-revoke',
          type: 'error',
          header: `It is revoked for now, and not for the next visit`,
          text: errorMessage(error),
        }),
    );
  };
  return (
    <div ref={box} id="embedding" tabIndex={-1} style={{ outline: 'none', scrollMarginBlockStart: 60 }}>
      <Container
        header={
          <Header
            variant="h2"
            description="Sites that show Sandbank inside a page of theirs, and what you let them do. Whoever hosts this page says which sites may ask (embed_origins)."
          >
            Embedding
          </Header>
        }
      >
        {failure !== undefined && <LoadFailed what="What sites may do" message={failure} onRetry={load} />}
        {list?.length === 0 && (
          <Box color="text-body-secondary">You have granted nothing to any site, as far as this window’s storage tells.</Box>
        )}
        <SpaceBetween size="m">
          {list?.map((grant) => (
            <div key={grant.origin} data-item={`embedder:${grant.origin}`}>
              <SpaceBetween size="xs" direction="horizontal" alignItems="end">
                <KeyValuePairs
                  columns={3}
                  minColumnWidth={190}
                  items={[
                    { label: 'Site', value: visibleText(grant.origin) },
                    {
                      label: 'May',
                      value: grant.capabilities.map((each) => embedCapabilityNames[each].label).join(', '),
                    },
                    { label: 'Granted', value: formatUtcMinute(grant.granted_at) },
                  ]}
                />
                <Button ariaLabel={`Revoke what ${visibleText(grant.origin)} may do`} onClick={() => revoke(grant)}>
                  Revoke
                </Button>
              </SpaceBetween>
            </div>
          ))}
        </SpaceBetween>
      </Container>
    </div>
  );
}

function useGrants(): { grants?: EmbedGrants; list?: readonly EmbedGrant[]; failure?: string; load: () => void } {
  const { embedGrants } = useAppServices();
  const [grants, setGrants] = useState<EmbedGrants>();
  const [list, setList] = useState<readonly EmbedGrant[]>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let unsubscribe: (() => void) | undefined;
    let gone = false;
    setFailure(undefined);
    embedGrants().then(
      (given) => {
        if (gone) return;
        setGrants(given);
        setList(given.list());
        unsubscribe = given.subscribe(() => setList(given.list()));
      },
      (error: unknown) => setFailure(errorMessage(error)),
    );
    return () => {
      gone = true;
      unsubscribe?.();
    };
  }, [embedGrants, attempt]);
  return {
    load: () => setAttempt(attempt + 1),
    ...(grants === undefined ? {} : { grants }),
    ...(list === undefined ? {} : { list }),
    ...(failure === undefined ? {} : { failure }),
  };
}
