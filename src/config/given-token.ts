import { type Environment, findText } from './environment';

/** The token of `SPONA_TOKEN`; apart from `Config`, since the hub has no business with it. */
export const givenToken = (environment: Environment = process.env): string | undefined =>
  findText(environment, 'SPONA_TOKEN')?.text;
