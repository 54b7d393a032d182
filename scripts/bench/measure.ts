/** One figure of a benchmark. */
export type Figure = {
  name: string;
  value: number;
  unit: 'ms' | 'kB' | 'ratio';
  /** What it is to be at most. */
  target?: number;
  /** How it came about, in a few words. */
  note?: string;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Runs `work` one time after another; answers the milliseconds of each. */
export async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < count; at++) taken.push(await work());
  return taken;
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
