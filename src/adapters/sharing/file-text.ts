import { ShareError } from '../../core/app-error.ts';
import type { FileContent } from '../../core/workspace.ts';
import { utf8 } from './share-document.ts';

/** Bytes by which what the file is can be told. */
const BEGINNING = 4096;

/** By the first bytes, as ISO 8859-1. */
const BINARY: readonly (readonly [begins: string, what: string])[] = [
  [
    'PK',
    'a ZIP archive. If it is a back-up of Sandbank, restore it on the page “Back-up”; else unpack it, and open the workflow file in it',
  ],
  ['\u001f\u008b', 'compressed by gzip. Unpack it, and open the file in it'],
  ['%PDF', 'a PDF'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['PAR1', 'a Parquet file. Add it on the page “Data”'],
  ['SQLite format 3', 'a database'],
];

/** By the first words, without white space before them. */
const TEXTS: readonly (readonly [begins: RegExp, what: string])[] = [
  [
    /^<(?:!doctype html|html|head|body|script|meta|!--)/iu,
    'a web page (HTML), as is saved where a download wants a sign-in first. Download the file again, or ask for it',
  ],
  [/^\[InternetShortcut\]|^<\?xml[\s\S]*<key>URL<\/key>/iu, 'a shortcut to an address. Open it in the browser'],
  [/^[<"'\s]*(?:https?|file):\/\/\S+#\/open\//iu, 'a link to a workflow. Choose “Paste a link” on the page Workflows'],
  [/^<\?xml|^<[a-z]/iu, 'XML or a web page. Ask for the file that Sandbank saved, <name>.sandbank.json'],
  [
    /^(?:"""|'''|#|(?:import|from|def|class|async def)\s|@\w|[A-Za-z_]\w*\s*=\s)/u,
    'code, as it seems of Python. Copy it into the editor, and save it there as a workflow',
  ],
  [
    /^(?:\/\/|\/\*|(?:const|let|var|function|export|async)\s)/u,
    'code, as it seems of JavaScript. Copy it into the editor, and save it there as a workflow',
  ],
  [/^(?:--|(?:select|with)\s)/iu, 'code, as it seems of SQL. Copy it into the editor, and save it there as a workflow'],
];

/** The text of a file that may be JSON, in UTF-8 or, by its first bytes, UTF-16. Throws `ShareError` for what can't be, and says what it is. */
export async function fileText(file: FileContent, most: number): Promise<string> {
  const beginning = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
  if (beginning.length === 0)
    throw new ShareError('not_a_share', 'This file is empty. It may not have been downloaded to its end: get it again.');
  const latin = String.fromCharCode(...beginning.subarray(0, 16));
  const binary = BINARY.find(([begins]) => latin.startsWith(begins))?.[1];
  if (binary !== undefined) throw notAShare(binary);
  const begins = decoded(beginning)?.trimStart() ?? '';
  const other = TEXTS.find(([pattern]) => pattern.test(begins))?.[1];
  if (other !== undefined) throw notAShare(other);
  if (file.size > most)
    throw new ShareError(
      'too_large',
      `This file has ${megabytes(file.size)} MB; a workflow file has ${megabytes(most)} at most. It is something else.`,
    );
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  if (text === undefined || /[\u0000-\u0008]/u.test(begins))
    throw notAShare('no text. Ask for the file that Sandbank saved, <name>.sandbank.json');
  if (text.trim() === '') throw new ShareError('not_a_share', 'This file holds nothing but white space. Get it again.');
  if (!/^\s*[[{]/u.test(text))
    throw notAShare('text, but no workflow. Ask for the file that Sandbank saved, <name>.sandbank.json');
  return text;
}

function decoded(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes.length > 1);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (little || big) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes);
  // A character may be cut at the end of the beginning.
  return utf8(bytes)?.replace(/^\uFEFF/u, '') ?? (bytes.length === BEGINNING ? new TextDecoder().decode(bytes) : undefined);
}

const notAShare = (what: string): ShareError => new ShareError('not_a_share', `This file is ${what}.`);

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
