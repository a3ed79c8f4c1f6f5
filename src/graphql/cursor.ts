import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { SponaError } from '../errors/spona-error';
import type { Viewer } from '../identity/viewer';

/** Where a page ended: the sort key's text, or null where it is withheld or absent, and the last id. */
export interface Position {
  readonly sort: string | null;
  readonly id: string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** What a cursor is bound to: moved to another viewer, purpose or question it does not open. */
const binding = (viewer: Viewer, question: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([viewer.agencyId, viewer.staffId, viewer.clientId, viewer.purpose, question]))
    .digest();

/** Cursors tell nothing: encrypted, authenticated, and bound to who asked what. */
export class Cursors {
  constructor(private readonly key: Buffer) {}

  seal(viewer: Viewer, question: unknown, position: Position): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(binding(viewer, question));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(position), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Throws SPONA_CURSOR for anything that `seal` did not make for this viewer and question. */
  open(viewer: Viewer, question: unknown, cursor: string): Position {
    try {
      const bytes = Buffer.from(cursor, 'base64url');
      // One cursor has one spelling; the decoder alone would pass over foreign characters.
      if (bytes.toString('base64url') !== cursor) throw new Error('not base64url');
      const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(binding(viewer, question))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as Position;
    } catch (error) {
      throw new SponaError('SPONA_CURSOR', { cause: error });
    }
  }
}
