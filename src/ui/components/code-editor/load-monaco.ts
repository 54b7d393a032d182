import type { createMonaco } from './monaco-editor.ts';

/** The parts of Monaco, each on the shoulders of those before it: every part is read and evaluated as a task of its own. */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('./monaco/text.ts'),
  () => import('./monaco/shown-text.ts'),
  () => import('./monaco/view.ts'),
  () => import('./monaco/widget.ts'),
  () => import('./monaco/services.ts'),
  () => import('./monaco/writing.ts'),
  () => import('./monaco/reading.ts'),
  () => import('./monaco/hints.ts'),
  () => import('./monaco/interface.ts'),
];

/** Loads the editor without holding up the page: between two steps it does what has come meanwhile. */
export async function loadMonaco(): Promise<typeof createMonaco> {
  for (const part of parts) {
    await part();
    await pause();
  }
  const { warmingSteps } = await import('./monaco/warm.ts');
  for (const step of warmingSteps) {
    step();
    await pause();
  }
  return (await import('./monaco-editor.ts')).createMonaco;
}

/** Resolves in a later task. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
