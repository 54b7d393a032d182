import Link from '@cloudscape-design/components/link';
import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';

const QUESTIONS = [
  'Why did our bill go up last month?',
  'Which five services cost most in the last 30 days? Show a chart.',
  'Average daily EC2 cost of the last 30 days',
  'Export the last 7 days by service to a CSV file',
];

const COMMANDS = ['/help', '/workflows', '/sql SHOW TABLES', '/files', 'Run the monthly cost report'];

type ChatWelcomeProps = {
  model: ModelInfo | undefined;
  models: readonly ModelInfo[];
  assistant: Assistant;
  onAsk: (text: string) => void;
};

/** What stands in a conversation without a message: what can be asked here, with a model and without one. */
export function ChatWelcome({ model, models, assistant, onAsk }: ChatWelcomeProps) {
  if (model === undefined) {
    const known = new Set(assistant.commands().map(({ name }) => name.replace(/^\//u, '')));
    const offered = COMMANDS.filter((each) => !each.startsWith('/') || known.has(each.slice(1).split(' ')[0] ?? ''));
    return (
      <div className="chat-welcome">
        <h3 className="chat-welcome-title">There is no model here yet</h3>
        <p>
          {models.length === 0 ? 'No model is set up' : 'No model is chosen for this conversation'}, so nothing here understands
          questions. Commands work: they begin with “/” and call the same tools. A sentence that names a workflow runs it, after
          asking you.
        </p>
        <Asks label="Commands to try" asks={offered} onAsk={onAsk} />
        <p>
          With a model you ask in your own words, and it writes and runs the queries.{' '}
          <Link href="#/settings?section=models">{models.length === 0 ? 'Set up a model' : 'See the models'}</Link>: your own key,
          sent from this page to the provider and nowhere else; or a model on this computer, which needs none.
        </p>
      </div>
    );
  }
  return (
    <div className="chat-welcome">
      <h3 className="chat-welcome-title">Ask about your costs</h3>
      <p>
        The model lists your tables, writes SQL or Python and runs it here, in the sandbox. You see every step, and figures lead
        to the run that they came from. What the model reads of your data goes to its provider.
      </p>
      <Asks label="Questions to try" asks={QUESTIONS} onAsk={onAsk} />
    </div>
  );
}

function Asks({ label, asks, onAsk }: { label: string; asks: readonly string[]; onAsk: (text: string) => void }) {
  return (
    <div className="chat-suggestions" role="group" aria-label={label}>
      {asks.map((ask) => (
        <button key={ask} type="button" className="chat-suggestion" onClick={() => onAsk(ask)}>
          {ask}
        </button>
      ))}
    </div>
  );
}
