/**
 * What SQL can't do is a function in JavaScript that the engine registers under this name: texts in, text out, never throws. NULL is null.
 */
export type HostFunction = { name: string; run: (...args: (string | null)[]) => string | null };
