import { inspect } from './inspect.ts';

/** Loads what most code needs sooner or later. A spare has the time. */
export function preload(): void {
  inspect({});
}
