import type { Page } from 'playwright';
import { median, pause, times, type Figure } from './measure.ts';
import { freshPage, leave, SPARE_WARMS_MS, timeCall, timeInside, type Stage } from './stage.ts';
import { pythonExecutable, subprocess } from './subprocess.ts';

const ROUNDS = 5;
const ADD = { language: 'python', code: '1 + 1' };
const PROGRAM = 'print(sum(n * n for n in range(1000)))';

/** First result on a cold page, a further worker, and a warm run; each against the same without Sandbank. */
export async function pythonFigures(stage: Stage): Promise<Figure[]> {
  const cold: Rounds = await rounds(stage);
  const ours = { first: median(cold.map((each) => each.ours.first)), further: median(cold.map((each) => each.ours.further)) };
  const bare = { first: median(cold.map((each) => each.bare.first)), further: median(cold.map((each) => each.bare.further)) };
  const warm = await warmRun(stage);
  const interpreter = pythonExecutable();
  const shell = median(await times(11, () => subprocess('python3', ['-c', PROGRAM])));
  const naked = median(await times(11, () => subprocess(interpreter, ['-c', PROGRAM])));
  return [
    { name: 'Python, first result on a cold page', value: ours.first, unit: 'ms' },
    { name: 'bare loadPyodide, first result on a cold page', value: bare.first, unit: 'ms' },
    { name: 'Python first result ÷ bare', value: ours.first / bare.first, unit: 'ratio', target: 0.6 },
    { name: 'Python, result on a further worker', value: ours.further, unit: 'ms', note: 'started at once, no spare is up' },
    { name: 'bare loadPyodide, result on a further worker', value: bare.further, unit: 'ms' },
    { name: 'Python further worker ÷ bare', value: ours.further / bare.further, unit: 'ratio', target: 0.2 },
    { name: 'Python, warm run', value: warm.call, unit: 'ms', note: 'the whole call, run log included' },
    { name: 'Python, warm run, in the sandbox alone', value: warm.inside, unit: 'ms', note: 'what the run log says' },
    { name: 'python3 -c', value: shell, unit: 'ms', note: 'as a subprocess, as the PATH has it' },
    {
      name: 'python3 -c, the interpreter itself',
      value: naked,
      unit: 'ms',
      note: 'without what a version manager puts before it',
    },
    { name: 'Python warm run ÷ python3 -c', value: warm.call / shell, unit: 'ratio', target: 0.3 },
    { name: 'Python warm run ÷ the interpreter itself', value: warm.call / naked, unit: 'ratio' },
  ];
}

type Pair = { first: number; further: number };
type Rounds = { ours: Pair; bare: Pair }[];

/** Ours and bare take turns, so that whatever else the machine does falls on both. */
async function rounds(stage: Stage): Promise<Rounds> {
  const taken: Rounds = [];
  for (let at = 0; at < ROUNDS; at++) taken.push({ ours: await ourPair(stage), bare: await barePair(stage) });
  return taken;
}

async function ourPair(stage: Stage): Promise<Pair> {
  const page = await stage.open();
  const first = await timeCall(page, 'execute_code', ADD);
  const further = await timeCall(page, 'execute_code', ADD);
  await leave(page);
  return { first, further };
}

async function barePair({ browser, pyodide }: Stage): Promise<Pair> {
  const page = await freshPage(browser);
  await page.goto(`${pyodide.url}package.json`);
  const first = await bareRun(page, pyodide.url);
  const further = await bareRun(page, pyodide.url);
  await leave(page);
  return { first, further };
}

/** A worker of the same origin that loads Pyodide as its own documentation says, and adds two numbers. */
async function bareRun(page: Page, base: string): Promise<number> {
  return await page.evaluate(async (url) => {
    const source = `importScripts(${JSON.stringify(`${url}pyodide.js`)});
      loadPyodide({ indexURL: ${JSON.stringify(url)} }).then((python) => python.runPythonAsync('1 + 1')).then(postMessage, (error) => postMessage(String(error)));`;
    const script = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const started = performance.now();
    const worker = new Worker(script);
    const answer = await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
      worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    });
    const took = performance.now() - started;
    worker.terminate();
    if (answer !== 2) throw new Error(`bare Pyodide answered ${String(answer)}`);
    return took;
  }, base);
}

async function warmRun(stage: Stage): Promise<{ call: number; inside: number }> {
  const page = await stage.open();
  const input = { language: 'python', code: PROGRAM };
  await timeCall(page, 'execute_code', ADD);
  const measured = async (work: () => Promise<number>): Promise<number> =>
    median(
      await times(9, async () => {
        await pause(SPARE_WARMS_MS);
        return await work();
      }),
    );
  const call = await measured(() => timeCall(page, 'execute_code', input));
  const inside = await measured(() => timeInside(page, input));
  await leave(page);
  return { call, inside };
}
