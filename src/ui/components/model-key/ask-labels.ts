import { askModes } from '../../../core/model-provider.ts';

type AskMode = (typeof askModes)[number];

const labels: Record<AskMode, string> = {
  each_run: 'Before each run',
  writes: 'Before changes and costs',
  never: 'Never',
};

/** When the person is asked, as the choices of a select. */
export const askOptions = askModes.map((mode) => ({ value: mode, label: labels[mode] }));

export function readAskMode(value: string): AskMode | undefined {
  return askModes.find((mode) => mode === value);
}
