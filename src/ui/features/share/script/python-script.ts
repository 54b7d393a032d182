import type { JsonObject } from '../../../../core/json.ts';
import prelude from './prelude.py?raw';

/** The workflow as a file for Python 3.11 or newer. The code is in it as it is. */
export function pythonScript(code: string, heading: string[], defaults: JsonObject): string {
  const comment = heading.map((line) => `# ${line}`.trimEnd()).join('\n');
  return `#!/usr/bin/env python3
${comment}

# ── What the workbench gives to code ──

${prelude}

# ── The workflow. It stands in a string, since only so can it await at its top level; tracebacks name its lines in this file. ──

run(${pythonText(code)}, json.loads(${JSON.stringify(JSON.stringify(defaults))}))
`;
}

/**
 * The code as a literal that begins with a line end, so that its first line is the one after the call's: raw between quotes that it
 * does not hold, else line by line.
 */
function pythonText(code: string): string {
  const quotes = ["'''", '"""'].find((each) => !code.includes(each));
  if (quotes !== undefined && code.isWellFormed() && !code.includes('\0')) return `r${quotes}\n${code}\n${quotes}`;
  // JSON's escapes are Python's.
  const lines = code.split(/\r\n|[\r\n]/u).map((line) => JSON.stringify(`${line}\n`));
  return `"\\n"\n${lines.join('\n')}\n`;
}
