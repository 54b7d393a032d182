import '@cloudscape-design/global-styles/index.css';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { EmbedCapability } from '../core/embedding.ts';
import { embedCapabilityNames } from './components/embed-capability-names.ts';
import { useMedia } from './components/use-media.ts';

/** A press that was meant for the page beneath, as this window came up over it, must not answer anything. */
const SETTLE_MS = 800;

/** Allowed where nothing is changed: only names. Everything else the person ticks. */
const TICKED: readonly EmbedCapability[] = ['read'];

export type GrantQuestion = {
  /** As the browser gives it, with names of other letters in Punycode. */
  origin: string;
  wanted: EmbedCapability[];
  granted: EmbedCapability[];
  /** Null: refused. Whether the page that asks has heard it. */
  answer(granted: EmbedCapability[] | null): Promise<boolean>;
};

type GrantPageProps = {
  /** Undefined: nothing asks. */
  asked: Promise<GrantQuestion | undefined>;
  onDone: () => void;
};

/** Asks the person what an embedding page may do. It stands in a window of its own, with its own address bar. */
export function GrantPage({ asked, onDone }: GrantPageProps) {
  const [question, setQuestion] = useState<GrantQuestion | 'waiting' | 'none' | 'done' | 'lost'>('waiting');
  const dark = useMedia('(prefers-color-scheme: dark)');
  useLayoutEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  useEffect(() => {
    asked.then((given) => setQuestion(given ?? 'none'), reportError);
  }, [asked]);
  const answer = (given: GrantQuestion, granted: EmbedCapability[] | null) => {
    setQuestion('waiting');
    given.answer(granted).then((isHeard) => {
      setQuestion(isHeard ? 'done' : 'lost');
      if (isHeard) onDone();
    }, reportError);
  };
  return (
    <main>
      <Box padding="l">
        {question === 'waiting' && <Spinner size="large" />}
        {question === 'none' && (
          <Alert type="info" header="Nothing is asked here">
            This window belongs to a Sandbank that stands in another page, and none has opened it. Close it.
          </Alert>
        )}
        {question === 'lost' && (
          <Alert type="warning" header="Nothing was granted">
            The frame that asked was closed or reloaded before it heard your answer. Close this window, and review again there.
          </Alert>
        )}
        {question === 'done' && <Alert type="success">Answered. You can close this window.</Alert>}
        {typeof question === 'object' && <Question question={question} onAnswer={(granted) => answer(question, granted)} />}
      </Box>
    </main>
  );
}

type QuestionProps = { question: GrantQuestion; onAnswer: (granted: EmbedCapability[] | null) => void };

function Question({ question: { origin, wanted, granted }, onAnswer }: QuestionProps) {
  const open = wanted.filter((each) => !granted.includes(each));
  const [ticked, setTicked] = useState<readonly EmbedCapability[]>(() => open.filter((each) => TICKED.includes(each)));
  const settled = useSettled();
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={`Sandbank at ${location.origin} is shown inside a page of this site:`}>
        May this site use your Sandbank?
      </Header>
      <Box variant="code" fontSize="heading-m">
        <span style={{ overflowWrap: 'anywhere' }}>{origin}</span>
      </Box>
      {/(?:^|\.|\/)xn--/u.test(origin) && (
        <Alert type="warning">
          Part of this name is written in other letters, which can look like those of a site that you know. Allow it only if it is
          the site that you mean.
        </Alert>
      )}
      <Container header={<Header variant="h2">It asks for</Header>}>
        <SpaceBetween size="s">
          {open.map((each) => (
            <Checkbox
              key={each}
              checked={ticked.includes(each)}
              description={embedCapabilityNames[each].description}
              onChange={({ detail }) => setTicked(detail.checked ? [...ticked, each] : ticked.filter((other) => other !== each))}
            >
              {embedCapabilityNames[each].label}
            </Checkbox>
          ))}
        </SpaceBetween>
      </Container>
      {granted.length > 0 && (
        <Box color="text-body-secondary">
          It may already: {granted.map((each) => embedCapabilityNames[each].label.toLowerCase()).join(', ')}.
        </Box>
      )}
      <Box color="text-body-secondary">
        It holds until you revoke it, in the frame on the page Settings under “Embedding”. Allow only what you would let the
        people of that site do.
      </Box>
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={!settled} onClick={() => onAnswer(null)}>
            Refuse
          </Button>
          <Button
            variant="primary"
            disabled={!settled || ticked.length === 0}
            onClick={() => onAnswer(open.filter((each) => ticked.includes(each)))}
          >
            Allow
          </Button>
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

/** Whether the window has been in front for a while: each time that it comes up, it waits anew. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      clearTimeout(timer);
      setSettled(false);
      timer = setTimeout(() => setSettled(true), SETTLE_MS);
    };
    begin();
    addEventListener('focus', begin);
    document.addEventListener('visibilitychange', begin);
    return () => {
      clearTimeout(timer);
      removeEventListener('focus', begin);
      document.removeEventListener('visibilitychange', begin);
    };
  }, []);
  return settled;
}
