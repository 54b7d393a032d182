import { AppError } from '../../core/app-error.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import type { ConnectionCheck } from '../assistant.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import { streamFailure } from '../failures/stream-failure.ts';
import { readStream } from '../loop/read-stream.ts';
import { connectModel, type ConnectParts } from './connect-model.ts';
import { readEntry } from './read-entry.ts';

/** Asks the model for a word. Whatever begins to come shows that address, key and model are right. Throws only where `signal` is aborted. */
export async function checkModel(entry: ModelEntry, parts: ConnectParts, signal?: AbortSignal): Promise<ConnectionCheck> {
  try {
    const model = await connectModel(readEntry(entry), parts);
    const abort = new AbortController();
    const both = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
    try {
      await firstWord(model, both);
    } finally {
      abort.abort();
    }
    return { ok: true, code: 'ok', message: `${model.label} answered as "${entry.model}".` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AnswerFailure) return { ok: false, code: error.code, message: error.message };
    if (error instanceof AppError) return { ok: false, code: 'bad_settings', message: error.message };
    throw error;
  }
}

async function firstWord(
  { languageModel, label, key, options }: Awaited<ReturnType<typeof connectModel>>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { stream } = await languageModel.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Answer with the word "ready".' }] }],
      maxOutputTokens: 64,
      abortSignal: signal,
      ...(options === undefined ? {} : { providerOptions: options }),
    });
    for await (const part of readStream(stream)) {
      if (part.type === 'error') throw part.error;
      if (part.type === 'text-delta' || part.type === 'reasoning-delta' || part.type === 'finish') return;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw streamFailure(error, label, key);
  }
}
