import { z } from 'zod';
import { AwsError, PolicyError, ToolInputError } from '../../core/app-error.ts';
import type { SitePolicy } from '../../core/aws/aws-config.ts';
import type { AwsCallOrigin } from '../../core/aws/call-entry.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AwsCall, AwsCaller, AwsSession } from '../../core/ports/aws.ts';
import type { CallLog } from '../../core/ports/call-log.ts';
import type { Consent } from '../../core/ports/consent.ts';
import type { ScanTotals } from '../../core/ports/scan-totals.ts';
import type { CallRecord } from '../../core/run.ts';
import { isAwsObject, toAwsWire, type AwsWire } from '../../protocol/aws-wire.ts';
import { abortError, unlessAborted } from './aborted.ts';
import { CallAudit } from './audit.ts';
import { awsPolicy, type OperationPolicy } from './aws-policy.ts';
import { brokenRules, decide, type Decision, type WantedCall } from './decide.ts';
import { textAt, valuesAt } from './input-members.ts';
import { InputText } from './input-text.ts';
import { NOT_SET_UP } from './not-set-up.ts';
import type { PolicyContext } from './policy-context.ts';
import { ResultPlaces } from './result-places.ts';
import { RunLedgers, type RunLedger } from './run-ledger.ts';
import { RunningQueries } from './running-queries.ts';
import { ScanBudget } from './scan-budget.ts';

export type AwsGateParts = {
  /** Signs and sends: never given to anybody but the gate. */
  caller: AwsCaller;
  session: Pick<AwsSession, 'state' | 'config'>;
  policy: () => SitePolicy;
  /** That is chosen in the page; the site's first where it says none. */
  workgroup?: () => string | undefined;
  log: CallLog;
  consent: Consent;
  totals: ScanTotals;
  /** Told what could not be written down or counted; the call itself goes on. */
  onProblem: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** A call to AWS as code gave it: nothing of it is checked yet. `input_json` is in the form of `aws-wire.ts`. */
export type GateRequest = { service: string; operation: string; region?: string; input_json: string; signal?: Abort };

/** Who asks, and what of the call they want to know. */
export type GateCaller = {
  origin: AwsCallOrigin;
  /** Fires when the run has ended, or whoever asks wants no answer any more: queries that were begun are stopped in AWS. */
  signal?: Abort;
  /** Stops the caller's clock while the person is asked; the answer starts it again. */
  pauseClock?(): () => void;
  /** The record of each call, once, when it has ended. */
  onCall?(call: CallRecord): void;
  /** What was put into a call that the code had left out: a sentence without its full stop. */
  onNote?(note: string): void;
};

/** The only way to AWS: parse, decide, ask, do, write down. Every call of code, of queries and of the page goes through it. */
export type AwsGate = {
  /** Rejects with `AwsError`, `PolicyError`, `ToolInputError` or an `AbortError`. */
  aws(request: GateRequest, caller: Omit<GateCaller, 'signal'>): Promise<AwsWire>;
  /** An `AwsCaller` whose calls are those of `caller`; it rejects as `aws` does. */
  callerFor(caller: GateCaller): AwsCaller;
  /** Bytes that queries have scanned today (UTC) in this browser. */
  scannedToday(): Promise<number>;
};

const requestSchema = z.object({ service: z.string().min(1).max(100), operation: z.string().min(1).max(100) });

export function createAwsGate(parts: AwsGateParts): AwsGate {
  const gate = new Gate(parts);
  return {
    async aws({ input_json, signal, ...request }, caller) {
      const whole = { ...caller, ...(signal === undefined ? {} : { signal }) };
      const input = new InputText(input_json);
      const output = await gate.perform(whole, gate.ledgerOf(whole), request, input);
      return toAwsWire(output);
    },
    callerFor(caller) {
      const ledger = gate.ledgerOf(caller);
      return {
        call: async (call, { signal: callSignal } = {}) =>
          await gate.perform(callSignal === undefined ? caller : { ...caller, callSignal }, ledger, call, {
            turns: 1,
            read: () => call.input,
          }),
      };
    },
    scannedToday: () => gate.budget.scannedToday(),
  };
}

/** `callSignal` is of one call alone, where `signal` is of all that the caller asks. */
type Asking = GateCaller & { callSignal?: Abort };
/** `turns`: how many calls of a usual size it counts for. */
type GivenInput = Pick<InputText, 'turns' | 'read'>;
type Named = { service: string; operation: string; region?: string };
type Allowed = Extract<Decision, { call: AwsCall }>;

class Gate {
  readonly budget: ScanBudget;
  #parts: AwsGateParts & { now: () => number };
  #ledgers: RunLedgers;
  #queries: RunningQueries;
  #places: ResultPlaces;
  /** Ids of queries of the site's workgroups that others began. */
  #readable = new Set<string>();

  constructor(parts: AwsGateParts) {
    const now = parts.now ?? (() => Date.now());
    this.#parts = { ...parts, now };
    this.budget = new ScanBudget({ totals: parts.totals, policy: parts.policy, now });
    this.#ledgers = new RunLedgers(now);
    this.#queries = new RunningQueries(parts.caller, parts.onProblem, now);
    this.#places = new ResultPlaces(parts.caller, now);
  }

  ledgerOf({ origin, signal }: GateCaller): RunLedger {
    return this.#ledgers.of(origin, signal);
  }

  async perform(caller: Asking, ledger: RunLedger, named: Named, given: GivenInput): Promise<AwsObject> {
    const audit = new CallAudit(caller.origin, named, this.#parts);
    try {
      const { output, bytes_scanned } = await this.#pass(caller, ledger, audit, named, given);
      const request_id = textAt(output, 'QueryExecutionId') ?? textAt(output, '$metadata.requestId');
      const record = audit.succeeded({
        ...(request_id === undefined ? {} : { request_id }),
        ...(bytes_scanned === undefined ? {} : { bytes_scanned }),
      });
      caller.onCall?.(record);
      return output;
    } catch (error) {
      // A run that goes on after its last call is refused; the log need not grow with it.
      if (!ledger.saidBefore(error)) {
        const record = audit.failed(error);
        caller.onCall?.(record);
      }
      throw error;
    }
  }

  async #pass(
    caller: Asking,
    ledger: RunLedger,
    audit: CallAudit,
    named: Named,
    given: GivenInput,
  ): Promise<{ output: AwsObject; bytes_scanned?: number }> {
    const signal = caller.callSignal ?? caller.signal;
    const isStop = named.service === 'athena' && named.operation === 'StopQueryExecution';
    // A query is stopped also, and above all, when its run has ended.
    if (!isStop) {
      refuseAborted(caller.signal);
      refuseAborted(signal);
      await ledger.turn(signal, given.turns);
    }
    const parsed = requestSchema.safeParse(named);
    if (!parsed.success) throw new ToolInputError('A call to AWS wants the names of a service and an operation.');
    const input = given.read();
    audit.about(input);
    const decision = await this.#decide({ ...named, input });
    if (decision.decision === 'refuse') throw new PolicyError(decision.reason);
    audit.about(decision.call.input);
    for (const note of decision.notes) caller.onNote?.(note);
    await this.#checkQueries(decision, ledger, caller.origin);
    if (decision.decision === 'ask') await this.#ask(decision, ledger, caller, audit);
    if (decision.policy.effect === 'query') return { output: await this.#begin(decision.call, ledger, caller, audit) };
    if (decision.policy.effect === 'stop') return { output: await this.#stop(decision.call) };
    const output = await this.#parts.caller.call(decision.call, signal === undefined ? {} : { signal });
    return await this.#answer(decision, output);
  }

  #context(): PolicyContext {
    const config = this.#parts.session.config();
    if (config === undefined) throw new PolicyError(NOT_SET_UP);
    const { state } = this.#parts.session;
    const account_id = state.status === 'signed in' ? state.identity.account_id : config.account_id;
    const workgroup = this.#parts.workgroup?.();
    return {
      config,
      site: this.#parts.policy(),
      result_locations: this.#places.known(config),
      ...(account_id === undefined ? {} : { account_id }),
      ...(workgroup === undefined ? {} : { workgroup }),
    };
  }

  /** What is refused in S3, or as a place for results, may be of a workgroup whose place is not known yet. */
  async #decide(call: WantedCall): Promise<Decision> {
    const context = this.#context();
    const decision = decide(awsPolicy, context, call);
    if (decision.decision !== 'refuse' || !namesPlace(call)) return decision;
    if (call.service === 'athena') this.#refuseSignedOut();
    if (!(await this.#places.learn(context.config))) return decision;
    return decide(awsPolicy, this.#context(), call);
  }

  /** Queries by their ids: results only of those of the site's workgroups, and a run stops only its own. */
  async #checkQueries({ call, policy }: Allowed, ledger: RunLedger, { kind }: AwsCallOrigin): Promise<void> {
    for (const { at, rule } of policy.members) {
      const id = textAt(call.input, at);
      if (id === undefined) continue;
      if (rule === 'own query' && !ledger.queries.has(id) && !(kind === 'page' && this.#queries.has(id)))
        throw new PolicyError(`The query ${id.slice(0, 60)} was not begun by this run, and only its own can be stopped by it.`);
      const problem = rule === 'query' ? this.#queries.problemOf(id) : undefined;
      if (problem !== undefined) throw problem;
      if (rule !== 'query' || this.#queries.has(id) || this.#readable.has(id)) continue;
      // One after another: there is one id at most.
      const answer = await this.#parts.caller.call({
        service: 'athena',
        operation: 'GetQueryExecution',
        input: { QueryExecutionId: id },
      });
      const broken = brokenRules(awsPolicy.athena.operations['GetQueryExecution']?.answer ?? [], answer, this.#context());
      if (broken !== undefined) throw new PolicyError(`The results of the query ${id.slice(0, 60)} are not given: ${broken}.`);
      this.#readable.add(id);
    }
  }

  #refuseSignedOut(): void {
    if (this.#parts.session.state.status !== 'signed in')
      throw new AwsError('NotSignedIn', 'Nobody is signed in to AWS. Sign in, then run it again.');
  }

  async #ask(
    { kind, request, policy }: Extract<Decision, { decision: 'ask' }>,
    ledger: RunLedger,
    { origin, callSignal, signal = callSignal, pauseClock }: Asking,
    audit: CallAudit,
  ): Promise<void> {
    this.#refuseSignedOut();
    if (ledger.consents.has(kind)) return audit.approved();
    const resume = pauseClock?.();
    try {
      await ledger.oneQuestion(async () => {
        if (ledger.consents.has(kind)) return audit.approved();
        refuseAborted(signal);
        const answer = await this.#parts.consent.ask({ origin, ...request }, signal);
        refuseAborted(signal);
        if (answer === 'denied') {
          audit.denied();
          const what = policy.effect === 'query' ? 'The query was not started' : 'The call was not made';
          throw new PolicyError(`${what}: the person did not allow it.`);
        }
        if (answer === 'run') ledger.consents.add(kind);
        return audit.approved();
      });
    } finally {
      resume?.();
    }
  }

  /** Begins a query, within the budget and with at most so many at once. Nothing that AWS may have begun is left unwatched. */
  async #begin(call: AwsCall, ledger: RunLedger, { callSignal, signal, origin }: Asking, audit: CallAudit): Promise<AwsObject> {
    const leave = await ledger.place(callSignal ?? signal);
    const reservation = await this.budget.reserve(ledger.scans).catch((error: unknown) => {
      leave();
      throw error;
    });
    // Sent without the signal: a query whose start is under way when the run ends must be known, to be stopped.
    const begun = this.#parts.caller.call(call).then(
      (output) => {
        const id = textAt(output, 'QueryExecutionId');
        if (id === undefined) throw new AwsError('InvalidAnswer', 'Athena began a query and did not say its id.');
        ledger.queries.add(id);
        this.#queries.begin({
          id,
          reservation,
          signal: signal ?? callSignal,
          onEnd: (bytes) => {
            leave();
            if (bytes !== undefined && bytes > 0) audit.scanned(bytes);
          },
          stop: () => this.#stopForRun(id, origin),
        });
        return output;
      },
      async (error: unknown) => {
        leave();
        await reservation.settle(0);
        throw error;
      },
    );
    return await unlessAborted(begun, callSignal ?? signal, 'The query');
  }

  #stop(call: AwsCall): Promise<AwsObject> {
    return this.#queries.stop(textAt(call.input, 'QueryExecutionId') ?? '', () => this.#parts.caller.call(call));
  }

  /** As the broker's own call, written down for the run that began the query. */
  async #stopForRun(id: string, origin: AwsCallOrigin): Promise<AwsObject> {
    const call = { service: 'athena', operation: 'StopQueryExecution', input: { QueryExecutionId: id } } as const;
    const audit = new CallAudit(origin, call, this.#parts);
    audit.about(call.input);
    try {
      const output = await this.#parts.caller.call(call);
      audit.succeeded();
      return output;
    } catch (error) {
      audit.failed(error);
      throw error;
    }
  }

  /** Holds the answer to what the policy says of it, and takes from it what the gate has to know. */
  async #answer({ call, policy }: Allowed, output: AwsObject): Promise<{ output: AwsObject; bytes_scanned?: number }> {
    const broken = brokenRules(answerRules(policy, output), output, this.#context());
    if (broken !== undefined) throw new PolicyError(`The answer of ${call.service}:${call.operation} is not given: ${broken}.`);
    if (call.service !== 'athena') return { output };
    if (call.operation === 'GetWorkGroup') this.#places.observe(output);
    let bytes_scanned: number | undefined;
    for (const execution of [...valuesAt(output, 'QueryExecution'), ...valuesAt(output, 'QueryExecutions[]')]) {
      if (!isAwsObject(execution)) continue;
      const id = textAt(execution, 'QueryExecutionId') ?? '';
      // In order: each may stop a query.
      const bytes = await this.#queries.observe(execution);
      if (bytes !== undefined && this.#queries.tell(id)) bytes_scanned = (bytes_scanned ?? 0) + bytes;
      const problem = this.#queries.problemOf(id);
      if (problem !== undefined) throw problem;
    }
    return bytes_scanned === undefined ? { output } : { output, bytes_scanned };
  }
}

/** A member of an answer that is missing stands for its default only where the thing that it is a member of is there. */
function answerRules({ answer }: OperationPolicy, output: AwsObject): OperationPolicy['answer'] {
  return answer.flatMap((rule) => {
    const [holder = ''] = rule.at.split('.');
    return valuesAt(output, holder).length === 0 ? [] : [rule];
  });
}

/** Whether where results of queries lie may decide on the call. */
function namesPlace({ service, operation, input }: WantedCall): boolean {
  if (service === 's3') return Object.hasOwn(awsPolicy.s3.operations, operation);
  return operation === 'StartQueryExecution' && textAt(input, 'ResultConfiguration.OutputLocation') !== undefined;
}

function refuseAborted(signal: Abort | undefined): void {
  if (signal?.aborted === true) throw abortError('The call');
}
