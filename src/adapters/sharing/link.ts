import { ShareError } from '../../core/app-error.ts';
import type { MadeLink } from '../../core/ports/sharing.ts';

/** Programs on Windows hand a link on through an interface of 2,083 characters (INTERNET_MAX_URL_LENGTH); Outlook is one of them. */
const CUT_ON_WINDOWS = 2000;
/** Slack splits a message of more. */
const SPLIT_IN_CHAT = 4000;
/** A post in Teams has 28 kB, mark-up and all; browsers take two million. */
const MOST = 25_000;

/** Throws `ShareError` where no chat tool takes it. */
export function linkOf(base: string, payload: string): MadeLink {
  const url = `${base}#/open/${payload}`;
  const length = url.length.toLocaleString('en-US');
  if (url.length > MOST)
    throw new ShareError(
      'too_large',
      `The link would have ${length} characters, more than the ${MOST.toLocaleString('en-US')} that chat tools and mail programs take. Send the workflow as a file.`,
    );
  const who = [
    ...(url.length > CUT_ON_WINDOWS ? ['Outlook and other programs on Windows may cut links past 2,000'] : []),
    ...(url.length > SPLIT_IN_CHAT ? ['Slack splits messages past 4,000'] : []),
  ];
  if (who.length === 0) return { url };
  return { url, too_long: `This link has ${length} characters: ${who.join(', and ')}. A file arrives whole everywhere.` };
}
