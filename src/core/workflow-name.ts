import { z } from 'zod';

const MAX_NAME = 200;
// Line breaks and other control characters, and marks that make a name read otherwise than it is.
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** A line of text that reads as what it is, with something to see in it. */
export function isPlainLine(text: string): boolean {
  return text.trim() !== '' && !UNFIT.test(text) && text.isWellFormed();
}

/** The name of a workflow, as a person may give it. */
export const workflowNameSchema = z
  .string()
  .max(MAX_NAME)
  .refine((name) => name.trim() !== '', { message: 'a name with at least one visible character' })
  .refine((name) => !UNFIT.test(name), { message: 'a name on one line, without control or text-direction characters' })
  .refine((name) => name.isWellFormed(), { message: 'a name in which every character is whole' });
