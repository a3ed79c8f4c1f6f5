import { SponaError } from '../../../src/errors/spona-error';
import { Cursors } from '../../../src/graphql/cursor';
import type { Viewer } from '../../../src/identity/viewer';

const viewer: Viewer = {
  agencyId: 'a',
  agencyCode: 'PS-1',
  sector: 'POLICE',
  areaId: 'area',
  concealed: false,
  staffId: 's',
  unitId: 'u',
  roles: ['COMPETENT_OFFICER'],
  clientId: null,
  purpose: 'PROTECTION',
  proof: 'PROVEN',
};
const cursors = new Cursors(Buffer.alloc(32, 1));
const question = ['cases', { status: 'OPEN' }, null];
const position = { sort: '2026-11-01 10:00:00+00', id: 'c1' };

const codeOf = (open: () => unknown): string => {
  try {
    open();
  } catch (error) {
    if (error instanceof SponaError) return error.code;
    throw error;
  }
  return 'opened';
};

describe('a cursor', () => {
  const sealed = cursors.seal(viewer, question, position);

  it('opens for the viewer and question that it was made for, as often as they like', () => {
    expect(cursors.open(viewer, question, sealed)).toEqual(position);
    expect(cursors.open({ ...viewer }, [...question], sealed)).toEqual(position);
    expect(cursors.open(viewer, question, cursors.seal(viewer, question, { sort: null, id: 'c2' }))).toEqual({
      sort: null,
      id: 'c2',
    });
  });

  it('tells nothing, not even that two stand at the same place', () => {
    expect(cursors.seal(viewer, question, position)).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('2026');
    expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each<[string, Partial<Viewer>]>([
    ['agency', { agencyId: 'b' }],
    ['staff member', { staffId: 't' }],
    ['nobody', { staffId: null }],
    ['machine client', { clientId: 'm' }],
    ['purpose', { purpose: 'INVESTIGATION' }],
  ])('does not open for another %s', (_label, other) => {
    expect(codeOf(() => cursors.open({ ...viewer, ...other }, question, sealed))).toBe('SPONA_CURSOR');
  });

  it.each([
    [['cases', { status: 'CLOSED' }, null]],
    [['cases', null, null]],
    [['cases', { status: 'OPEN' }, { reference: 'ASC' }]],
    [['auditTrail', { status: 'OPEN' }, null]],
  ])('does not open for the question %j', (other) => {
    expect(codeOf(() => cursors.open(viewer, other, sealed))).toBe('SPONA_CURSOR');
  });

  it('does not open under another key', () => {
    const other = new Cursors(Buffer.alloc(32, 2));
    expect(codeOf(() => other.open(viewer, question, sealed))).toBe('SPONA_CURSOR');
  });

  it('does not open with any of its bits turned', () => {
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 128]) {
        const turned = Buffer.from(bytes);
        turned[at] = turned[at]! ^ bit;
        expect(codeOf(() => cursors.open(viewer, question, turned.toString('base64url')))).toBe(
          'SPONA_CURSOR',
        );
      }
    }
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['words', 'no cursor'],
    ['what is too short', 'AAAA'],
    ['a part', sealed.slice(0, 30)],
    ['more', `${sealed}AAAA`],
    ['padding', `${sealed}=`],
    ['a space within', `${sealed.slice(0, 8)} ${sealed.slice(8)}`],
    ['another alphabet', Buffer.from(sealed, 'base64url').toString('base64').replaceAll('=', '') + '!'],
  ])('does not open from %s', (_label, text) => {
    expect(codeOf(() => cursors.open(viewer, question, text))).toBe('SPONA_CURSOR');
  });
});
