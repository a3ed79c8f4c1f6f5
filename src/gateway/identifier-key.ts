import { randomBytes, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config-error';
import { secretKey } from '../config/parsers';
import { readOrCreatePrivateFile } from '../identity/demo/private-file';

/**
 * The key of the index of personal numbers: the configured one; in the demo one of the data directory, made at first use and kept,
 * because an index is compared with those that were written before.
 * @throws ConfigError where production has none
 */
export const identifierKeyOf = ({
  mode,
  dataDir,
  identifierKey,
}: Pick<Config, 'mode' | 'dataDir' | 'identifierKey'>): KeyObject => {
  if (identifierKey !== null) return identifierKey;
  if (mode === 'production') throw new ConfigError(['SPONA_IDENTIFIER_KEY: must be set']);
  const file = join(dataDir, 'demo-identifier-key');
  return secretKey(readOrCreatePrivateFile(file, () => randomBytes(32).toString('hex')));
};
