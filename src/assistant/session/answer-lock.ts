import { heldLocks, withLock } from '../../core/web-locks.ts';

const name = (conversationId: string): string => `sandbank-answer-${conversationId}`;

/** Does `work` as the only tab that answers in the conversation. False, without doing it, where another one does. */
export async function withAnswerLock(conversationId: string, work: () => Promise<void>): Promise<boolean> {
  return await withLock(navigator.locks, name(conversationId), { ifAvailable: true }, async (isMine) => {
    if (isMine) await work();
    return isMine;
  });
}

/** Whether any tab answers in the conversation. */
export async function isAnswered(conversationId: string): Promise<boolean> {
  const held = await heldLocks(navigator.locks);
  return held.some((lock) => lock.name === name(conversationId) && lock.mode === 'exclusive');
}

/** Resolves when no tab answers in it any more. Rejects where `signal` is aborted. */
export async function answerEnded(conversationId: string, signal: AbortSignal): Promise<void> {
  await withLock(navigator.locks, name(conversationId), { mode: 'shared', signal }, async () => {});
}
