import Icon from '@cloudscape-design/components/icon';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { memo, useMemo, useRef, useState } from 'react';
import type { ApprovalRequest, ChatSession } from '../../../assistant/assistant.ts';
import type { ToolCallPart, ToolCallState } from '../../../core/conversation.ts';
import type { RunStatus } from '../../../core/run.ts';
import { AwsToGoOn } from '../../components/aws/aws-to-go-on.tsx';
import { lacksAws } from '../../components/aws/lacks-aws.ts';
import { formatDuration } from '../../components/format-time.ts';
import { Elapsed } from '../../components/run-output/run-status.tsx';
import { statusName } from '../../components/status-name.ts';
import { visibleLines, visibleText } from '../../components/visible-text.ts';
import { ApprovalBox } from './approval-box.tsx';
import { CallAnswer } from './call-answer.tsx';
import { CallCode } from './call-code.tsx';
import { CallFields } from './call-fields.tsx';
import { CallOutput, Fold } from './call-output.tsx';
import { readRefusal } from './read-answer.ts';
import { SaveDialog } from './save-dialog.tsx';
import { factsOf, stateName } from './tool-call-facts.ts';
import { WorkflowCode } from './workflow-code.tsx';
import { useCallRun, type CallRun } from './use-call-run.ts';
import { useSeen } from './use-seen.ts';
import { useWorkflowName } from './use-workflow-name.ts';

const looks: Record<ToolCallState, StatusIndicatorProps.Type> = {
  writing: 'in-progress',
  waiting: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
  denied: 'stopped',
  stopped: 'stopped',
  interrupted: 'warning',
};

const runLooks: Partial<Record<RunStatus, StatusIndicatorProps.Type>> = {
  failed: 'error',
  timed_out: 'error',
  out_of_memory: 'error',
  limit_exceeded: 'error',
  cancelled: 'stopped',
  interrupted: 'warning',
};

type ToolCardProps = {
  part: ToolCallPart;
  session: ChatSession;
  /** What the page asks of the person about this call, while it does. */
  approval: ApprovalRequest | undefined;
  onAnswered: () => void;
  /** A model asked for it, and read what came of it; else a command did. */
  byModel: boolean;
  /** Which call of the conversation it is: several may have one title. */
  number: number;
};

/** One call of a tool: what it is, its code, what it gives while it runs and gave in the end, and the question whether it may. */
export const ToolCard = memo(function ToolCard({ part, session, approval, onAnswered, byModel, number }: ToolCardProps) {
  const box = useRef<HTMLElement>(null);
  const seen = useSeen(box);
  const workflow = useWorkflowName(part, seen);
  const facts = useMemo(() => factsOf(part, workflow), [part, workflow]);
  const run = useCallRun(part, session, seen);
  // A workflow's code stands in its run.
  const code = facts.code ?? (run.run === undefined ? undefined : { text: run.run.code, language: run.run.language });
  const ended = part.state === 'done' || part.state === 'failed';
  const quiet = ended && facts.code === undefined && part.run_id === undefined;
  const [chosen, setChosen] = useState<boolean>();
  const open = approval !== undefined || (chosen ?? !quiet);
  return (
    <section
      ref={box}
      className="chat-card"
      aria-label={`Tool call ${number}, ${visibleText(part.tool)}: ${visibleText(facts.title)}`}
      tabIndex={-1}
      data-waiting={approval !== undefined}
    >
      <div className="chat-card-head">
        <button type="button" className="chat-card-title" aria-expanded={open} onClick={() => setChosen(!open)}>
          <Icon name={open ? 'angle-down' : 'angle-right'} size="small" />
          <span className="chat-card-name">{visibleText(facts.title)}</span>
        </button>
        <CallStatus part={part} run={run} />
      </div>
      {open && (
        <div className="chat-card-body">
          {code !== undefined && (
            <CallCode
              code={code.text}
              language={code.language}
              runId={run.run?.run_id}
              markedLine={run.run?.error?.line}
              whole={approval !== undefined}
            />
          )}
          {approval !== undefined && approval.effect === 'run' && facts.code === undefined && <WorkflowCode input={part.input} />}
          <CallFields fields={facts.fields} />
          {approval !== undefined && <ApprovalBox request={approval} session={session} onAnswered={onAnswered} />}
          <Ending part={part} />
          {run.problem !== undefined && <p className="sb-note">{run.problem}</p>}
          {run.view !== undefined && <CallOutput view={run.view} />}
          {part.state === 'done' && part.run_id === undefined && part.output !== undefined && (
            <CallAnswer output={part.output} whole={session.answerOf(part.call_id)} />
          )}
          <CallLinks part={part} run={run} code={facts.code} title={facts.title} byModel={byModel} />
        </div>
      )}
    </section>
  );
});

function CallStatus({ part, run }: { part: ToolCallPart; run: CallRun }) {
  const status = run.view?.status;
  const look = part.state === 'done' && status !== undefined ? (runLooks[status] ?? looks.done) : looks[part.state];
  const word = part.state === 'done' && status !== undefined && status !== 'running' ? statusName(status) : stateName(part.state);
  const time = run.run?.duration_ms ?? (part.state === 'running' ? undefined : part.duration_ms);
  return (
    <span className="chat-card-status">
      <StatusIndicator type={look}>{word}</StatusIndicator>
      {run.elapsed !== undefined && <Elapsed read={run.elapsed} />}
      {time !== undefined && <span className="chat-quiet">{formatDuration(time)}</span>}
    </span>
  );
}

/** Why a call gave nothing. */
function Ending({ part }: { part: ToolCallPart }) {
  switch (part.state) {
    case 'interrupted':
      return (
        <p className="chat-ending">
          The tab was closed while this ran. Whether it was done is not known, and it is not done again by itself.
        </p>
      );
    case 'failed':
      return <Refusal text={readRefusal(part.output ?? 'The tool refused the call.')} />;
    case 'denied':
      return <p className="chat-ending">You denied it.</p>;
    default:
      return null;
  }
}

function Refusal({ text }: { text: string }) {
  return (
    <>
      <div className="chat-ending chat-refusal">{visibleLines(text)}</div>
      {lacksAws({ message: text }) && (
        <div>
          <AwsToGoOn />
        </div>
      )}
    </>
  );
}

type CallLinksProps = {
  part: ToolCallPart;
  run: CallRun;
  code: ReturnType<typeof factsOf>['code'];
  title: string;
  byModel: boolean;
};

function CallLinks({ part, run, code, title, byModel }: CallLinksProps) {
  const [reading, setReading] = useState(false);
  const [saving, setSaving] = useState(false);
  const told = byModel && part.state !== 'failed' ? part.output : undefined;
  const saveable = code !== undefined && part.tool === 'execute_code' && run.run?.status === 'succeeded';
  if (told === undefined && part.run_id === undefined) return null;
  return (
    <>
      <div className="chat-card-links">
        {part.run_id !== undefined && (
          <a className="chat-link" href={`#/runs/${encodeURIComponent(part.run_id)}`}>
            Open run
          </a>
        )}
        {saveable && (
          <button type="button" className="chat-link" onClick={() => setSaving(true)}>
            Save as workflow
          </button>
        )}
        {told !== undefined && (
          <button type="button" className="chat-link" aria-expanded={reading} onClick={() => setReading(!reading)}>
            What the model read
          </button>
        )}
      </div>
      {reading && told !== undefined && (
        <Fold label="what the model read">
          {(open) => (
            <pre className="chat-printed chat-plain" data-open={open} tabIndex={0} aria-label="What the model read">
              {visibleLines(told)}
            </pre>
          )}
        </Fold>
      )}
      {saving && code !== undefined && (
        <SaveDialog code={code.text} language={code.language} name={title} onClose={() => setSaving(false)} />
      )}
    </>
  );
}
