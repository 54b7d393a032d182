/** What keys of the providers look like, also as an error text shortens them ("sk-proj-****abcd"). */
const KEY_SHAPES = /\b(?:sk|gsk|pk|rk|xai|AIza|AQ\.|ABSK|bedrock-api-key)[-_A-Za-z0-9*.]{8,}/gu;

/** `text` without the key and without whatever else looks like one. */
export function scrubKey(text: string, key: string | undefined): string {
  const known =
    key === undefined || key.length < 4 ? text : text.replaceAll(key, '[key]').replaceAll(encodeURIComponent(key), '[key]');
  return known.replaceAll(KEY_SHAPES, '[key]');
}
