import type { LanguageId } from '../../core/run.ts';

/** What each language is called on the screen. */
export const languageNames: Record<LanguageId, string> = { python: 'Python', javascript: 'JavaScript', sql: 'SQL' };
