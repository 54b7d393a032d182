import type { Page } from 'playwright';
import { median, pause, times, type Figure } from './measure.ts';
import { leave, SPARE_WARMS_MS, timeCall, timeInside, type Stage } from './stage.ts';
import { nodeOfMachine, subprocess } from './subprocess.ts';

const PROGRAM = 'console.log(Array.from({ length: 1000 }, (_, n) => n * n).reduce((a, b) => a + b))';

const IN_SANDBOX = 'what the run log says';

/** A first and a warm run, against a Node subprocess. */
export async function javascriptFigures(stage: Stage): Promise<Figure[]> {
  const page = await stage.open();
  const input = { language: 'javascript', code: PROGRAM };
  const first = await timeCall(page, 'execute_code', input);
  const warm = median(
    await times(15, async () => {
      await pause(SPARE_WARMS_MS / 2);
      return await timeCall(page, 'execute_code', input);
    }),
  );
  const inside = median(
    await times(15, async () => {
      await pause(SPARE_WARMS_MS / 2);
      return await timeInside(page, input);
    }),
  );
  const athena = await requiring(page, '@aws-sdk/client-athena');
  const ec2 = await requiring(page, '@aws-sdk/client-ec2');
  await leave(page);
  const own = await nodeTakes(process.execPath);
  const machine = nodeOfMachine();
  const node = machine === undefined ? undefined : await nodeTakes(machine.command);
  return [
    { name: 'JavaScript, first result on a cold page', value: first, unit: 'ms' },
    { name: 'JavaScript, warm run', value: warm, unit: 'ms', note: 'the whole call, run log included' },
    { name: 'JavaScript, warm run, in the sandbox alone', value: inside, unit: 'ms', note: IN_SANDBOX },
    { name: "require('@aws-sdk/client-athena'), loaded before", value: athena, unit: 'ms', target: 150, note: IN_SANDBOX },
    { name: "require('@aws-sdk/client-ec2'), loaded before", value: ec2, unit: 'ms', note: IN_SANDBOX },
    ...(node === undefined
      ? []
      : [
          {
            name: 'node -e',
            value: node,
            unit: 'ms',
            note: `Node ${machine?.version} as a subprocess, as the PATH has it`,
          } as const,
          { name: 'JavaScript warm run ÷ node -e', value: warm / node, unit: 'ratio', target: 0.1 } as const,
        ]),
    { name: "node -e, the project's own", value: own, unit: 'ms', note: `Node ${process.versions.node}, which starts faster` },
    { name: "JavaScript warm run ÷ the project's own node", value: warm / own, unit: 'ratio' },
  ];
}

async function nodeTakes(command: string): Promise<number> {
  return median(await times(11, () => subprocess(command, ['-e', PROGRAM])));
}

/** Milliseconds of a run that does nothing else; the package's bytes are in the page by then. */
async function requiring(page: Page, name: string): Promise<number> {
  const input = { language: 'javascript', code: `require('${name}')\nundefined` };
  await timeInside(page, input);
  return median(
    await times(7, async () => {
      await pause(SPARE_WARMS_MS / 2);
      return await timeInside(page, input);
    }),
  );
}
