import { askModes } from '../../../core/model-provider.ts';

type AskMode = (typeof askModes)[number];

const labels: Record<AskMode, string> = {
  each_run: 'Ask before each run',
  writes: 'Ask before writing or costs',
  never: 'Never ask',
};

/** When the person is asked, as the choices of a select. */
export const askOptions = askModes.map((mode) => ({ value: mode, label: labels[mode] }));

export function readAskMode(value: string): AskMode | undefined {
  return askModes.find((mode) => mode === value);
}
