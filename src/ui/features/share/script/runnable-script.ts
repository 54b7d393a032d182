import type { Json, JsonObject } from '../../../../core/json.ts';
import type { LanguageId } from '../../../../core/run.ts';
import { visibleText } from '../../../components/visible-text.ts';
import { defaultsOf } from './defaults-of.ts';
import { javascriptScript } from './javascript-script.ts';
import { pythonScript } from './python-script.ts';
import { sqlScript } from './sql-script.ts';

/** What of a workflow a script is made of. */
export type ScriptedWorkflow = {
  name: string;
  description: string;
  language: LanguageId;
  code: string;
  version: number;
  params_schema?: Json;
};

export type RunnableScript = { name: string; text: string; media_type: string };

const LINE = 110;

/** The workflow as a file that runs on a laptop. Throws `SyntaxFault` for JavaScript that is none. */
export function runnableScript(workflow: ScriptedWorkflow): RunnableScript {
  const { name, language, code, params_schema } = workflow;
  const defaults = defaultsOf(params_schema);
  switch (language) {
    case 'python': {
      const text = pythonScript(code, heading(workflow, defaults, 'python3', '.py'), defaults);
      return { name: `${name}.py`, text, media_type: 'text/x-python' };
    }
    case 'javascript': {
      const { text, ending } = javascriptScript(code, heading(workflow, defaults, 'node', '.js'), defaults);
      return { name: `${name}${ending}`, text, media_type: 'text/javascript' };
    }
    case 'sql':
      return { name: `${name}.sql`, text: sqlScript(code, about(workflow), defaults), media_type: 'application/sql' };
  }
}

function heading(workflow: ScriptedWorkflow, defaults: JsonObject, program: string, ending: string): string[] {
  const names = Object.keys(defaults);
  const given = names.length === 0 ? 'as a JSON object' : `instead of ${wrap(names.map(visibleText).join(', ')).join(' ')}`;
  return [
    ...about(workflow),
    '',
    `Run it:  ${program} this-file${ending}`,
    `With parameters (${given}):  ${program} this-file${ending} '{"name": "value"}'`,
    '',
    "Queries go to Athena, with this computer's own AWS credentials and region. Environment variables:",
    '  SANDBANK_WORKGROUP   the workgroup; "primary" where it is not set',
    '  SANDBANK_DATABASE    the database of the tables that the queries name; SANDBANK_CATALOG their catalog',
    '  SANDBANK_OUTPUT      s3://… for results, where the workgroup has no place of its own',
    'Athena bills what a query scans. Tables are printed; charts and pictures are written under data/shown/.',
  ];
}

function about({ name, description, version }: ScriptedWorkflow): string[] {
  return [
    `${visibleText(name)}, version ${version}. Made by Sandbank.`,
    ...wrap(visibleText(description.replaceAll(/\s+/gu, ' '))),
  ];
}

/** Lines of a comment. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.filter((line) => line !== '');
}
