import type { AwsRequest, RunHost } from '../../kit/serve.ts';
import type { Workspace } from './workspace.ts';

/** Why the code was stopped before its end. A cap has told the page already. */
export type Stop = { kind: 'timed_out' } | { kind: 'limit' } | { kind: 'exit'; code: number };

/** What the guest's calls reach while a run goes on. */
export type RunSide = {
  host: RunHost;
  workspace: Workspace;
  query(id: number, sql: string): void;
  aws(id: number, request: AwsRequest): void;
  setTimer(id: number, ms: number): void;
  clearTimer(id: number): void;
  /** The interpreter stops at its next loop or call. */
  stop(reason: Stop): void;
};
