import type { Client } from 'pg';
import type { TrustedIssuer } from '../config/trusted-issuer';
import { fetchKeys } from '../identity/fetch-keys';
import type { Check } from './doctor-check';

/** A request that reaches nobody is a TypeError, whose text says no more than that it failed. */
const explained = (error: unknown): unknown => {
  if (!(error instanceof TypeError)) return error;
  const { code, message } = (error.cause ?? {}) as { readonly code?: string; readonly message?: string };
  return new Error(
    `its keys cannot be fetched (${code ?? message ?? error.message}): is the address right, and does the issuer run?`,
  );
};

const lookAtKeys = async (issuer: TrustedIssuer): Promise<string> => {
  const keys = await fetchKeys(issuer).catch((error: unknown) => {
    throw explained(error);
  });
  if (keys.length === 0) throw new Error('publishes no key that may be used');
  return `publishes ${keys.length} key(s)`;
};

/** Whether each issuer answers now. How it is configured, the configuration has checked. */
export const issuerChecks = (issuers: readonly TrustedIssuer[]): readonly Check[] =>
  issuers.map((issuer) => [`issuer ${issuer.issuer}`, () => lookAtKeys(issuer)]);

const AGENCIES = `select a.code, g.status from unnest($1::text[]) a(code) left join agency g using (code)
  where g.status is distinct from 'ACTIVE' order by 1`;

const lookAtAgencies = async (client: Client, { agencies }: TrustedIssuer): Promise<string> => {
  if (agencies === 'ALL') return 'vouches for all';
  const { rows } = await client.query<{ code: string; status: string | null }>(AGENCIES, [agencies]);
  if (rows.length > 0)
    throw new Error(
      rows
        .map(({ code, status }) =>
          status === null ? `${code} is not in the registry` : `${code} is ${status.toLowerCase()} there`,
        )
        .join('; '),
    );
  return agencies.join(', ');
};

/** Whether the agencies that the issuers vouch for are in the registry, and active: nobody else of theirs is let in. */
export const agencyChecks = (client: Client, issuers: readonly TrustedIssuer[]): readonly Check[] =>
  issuers.map((issuer) => [`agencies of ${issuer.issuer}`, () => lookAtAgencies(client, issuer)]);
