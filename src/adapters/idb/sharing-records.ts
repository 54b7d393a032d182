import { z } from 'zod';
import { IDENTITY } from '../storage/sharing-rules.ts';

const isoTime = z.string().min(1);

/** The browser's own keys, which it stores without showing them. There are none where the page is not a secure context. */
const cryptoKey = z.custom<CryptoKey>((value) => typeof CryptoKey !== 'undefined' && value instanceof CryptoKey);

export const identityRecordSchema = z.object({
  id: z.literal(IDENTITY),
  key_id: z.string(),
  name: z.string(),
  created_at: isoTime,
  keys: z.object({ publicKey: cryptoKey, privateKey: cryptoKey }),
});
export type IdentityRecord = z.infer<typeof identityRecordSchema>;

export const signerRecordSchema = z.object({ key_id: z.string(), name: z.string(), known_since: isoTime });
export type SignerRecord = z.infer<typeof signerRecordSchema>;

/** Under which origin a workflow of this browser is sent. */
export const ownOriginRecordSchema = z.object({ workflow_id: z.string(), origin: z.string().min(1) });
export type OwnOriginRecord = z.infer<typeof ownOriginRecordSchema>;

export const importRecordSchema = z.object({
  workflow_id: z.string(),
  origin: z.string(),
  version: z.int().positive(),
  key_id: z.exactOptional(z.string()),
  imported_at: isoTime,
  local_version: z.int().positive(),
});
export type ImportRecord = z.infer<typeof importRecordSchema>;
