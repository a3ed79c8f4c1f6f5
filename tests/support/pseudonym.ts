import 'reflect-metadata';
import { hkdfSync } from 'node:crypto';
import { createAgencyPresenters } from '../../src/graphql/agency-reference';

const toAnybody = createAgencyPresenters(
  Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 7), '', 'spona agency pseudonyms', 32)),
)('');

/** As whom others know a concealed agency on a case, at a test hub, whose key is fixed. */
export const pseudonymOf = (agencyId: string, caseId: string): string =>
  toAnybody({ id: agencyId, name: '', sector: 'NGO', concealed: true }, caseId).id;
