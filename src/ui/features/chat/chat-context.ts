import { createContext, use } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import type { LanguageId } from '../../../core/run.ts';

/** What every part of the pane stands on. Nothing of it changes while an answer is made, so that it draws nothing anew. */
export type ChatParts = {
  assistant: Assistant;
  /** Puts code into the editor; runs nothing. */
  onOpenCode: (code: string, language: LanguageId) => void;
};

export const ChatContext = createContext<ChatParts | null>(null);

/** Throws outside of the pane. */
export function useChat(): ChatParts {
  const parts = use(ChatContext);
  if (parts === null) throw new Error('ChatContext has no provider');
  return parts;
}
