import canonicalize from 'canonicalize';
import { ShareError } from '../../core/app-error.ts';
import { MAX_JSON_DEPTH, nestsDeeperThan } from '../../core/json-depth.ts';
import { checkedWorkflow, refuseNewer, wrongContent } from '../../core/share/checked-workflow.ts';
import { textProblem } from '../../core/share/plain-text.ts';
import type { SharedWorkflow } from '../../core/share/shared-workflow.ts';
import { signatureSchema, type Signature } from './signature.ts';

/** What a link and a file carry. */
export type ShareDocument = { workflow: SharedWorkflow; signature?: Signature };

/** Bytes of a workflow as JSON: a megabyte of code in any script, and what else there is. */
export const MOST_JSON = 4_000_000;

/** The one way in which a link writes a document: members in order, no white space. */
export function canonicalBytes(document: ShareDocument): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(canonicalize(document) ?? '');
  if (bytes.length > MOST_JSON)
    throw new ShareError(
      'too_large',
      `The workflow has ${bytes.length} bytes; at most ${MOST_JSON} are shared. Shorten its code.`,
    );
  return bytes;
}

/** Throws `ShareError` for what `canonicalBytes` would not have written. */
export function fromCanonicalBytes(bytes: Uint8Array): ShareDocument {
  const text = utf8(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (value === undefined) throw new ShareError('damaged', 'What is in it is no workflow. Ask for it again, or for a file.');
  if (typeof value !== 'object' || value === null || canonicalText(value) !== text)
    throw wrongContent('it is not written as Sandbank writes it');
  return documentOf(value as Record<string, unknown>);
}

/** Undefined for bytes that are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Undefined for a text that is no JSON. Throws `ShareError` for one that nests too deep for whatever reads it. */
export function parseJson(text: string): unknown {
  if (nestsDeeperThan(text, MAX_JSON_DEPTH)) throw wrongContent(`it nests deeper than ${MAX_JSON_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Checks it all, and that nothing was left out while it was checked. Throws `ShareError`. */
export function documentOf({ workflow: raw, signature: rawSignature, ...rest }: Record<string, unknown>): ShareDocument {
  if (Object.keys(rest).length > 0)
    throw wrongContent('beside the workflow and its signature it holds what this version does not know');
  const workflow = checkedWorkflow(raw);
  const canonical = canonicalText(workflow);
  if (canonical === undefined || canonicalText(raw) !== canonical)
    throw wrongContent('it holds a name that is not taken, such as "__proto__"');
  if (rawSignature === undefined) return { workflow };
  refuseNewer(rawSignature);
  const signature = signatureSchema.safeParse(rawSignature).data;
  if (signature === undefined) throw wrongContent('its signature is not of the form that it must have');
  const problem = textProblem(signature.name, { lines: false });
  if (problem !== undefined) throw wrongContent(`its signer's name ${problem}`);
  return { workflow, signature };
}

/** Undefined for what has no such form: half of a surrogate pair, a number without end. */
function canonicalText(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
