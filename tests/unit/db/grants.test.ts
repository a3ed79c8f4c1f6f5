import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { addPerson, insertInto, openCaseOf } from '../../support/facts';
import { createRegion, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
});
afterAll(async () => {
  await owner.end();
  await dropDatabase(database);
});

const START = '2026-03-01T00:00:00Z';
const END = '2026-04-01T00:00:00Z';
const BEFORE_START = '2026-02-28T23:59:59.999999Z';
const BEFORE_END = '2026-03-31T23:59:59.999999Z';

describe('an agreement', () => {
  interface Party {
    readonly viewer: Viewer;
    readonly signedAt: string | null;
  }

  const agreementOf = async (
    parties: readonly Party[],
    columns: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => {
    const id = randomUUID();
    await insertInto(owner, 'agreement', {
      id,
      reference: id,
      title: 'Exchange of levels',
      categories: ['risk.level'],
      starts_at: START,
      ends_at: END,
      ...columns,
    });
    for (const { viewer, signedAt } of parties)
      await insertInto(owner, 'agreement_party', {
        agreement_id: id,
        agency_id: viewer.agencyId,
        signed_at: signedAt,
        signed_by: signedAt === null ? null : viewer.staffId,
      });
    return id;
  };

  const holds = async (id: string, at: string): Promise<boolean> => {
    const { rows } = await owner.query<{ holds: boolean }>(
      'select agreement_in_force(a, $2) as holds from agreement a where id = $1',
      [id, at],
    );
    return rows[0]!.holds;
  };

  const signed = (viewer: Viewer, signedAt: string | null = START): Party => ({ viewer, signedAt });

  it('holds from its first instant to the last before its end', async () => {
    const { police, socialWork } = region.viewers;
    const id = await agreementOf([signed(police, BEFORE_START), signed(socialWork, BEFORE_START)]);
    const found: boolean[] = [];
    for (const at of [BEFORE_START, START, BEFORE_END, END]) found.push(await holds(id, at));
    expect(found).toEqual([false, true, true, false]);
  });

  it('holds once every party has signed, and not by one alone', async () => {
    const { police, socialWork, ngo } = region.viewers;
    const later = '2026-03-10T00:00:00Z';
    const three = await agreementOf([signed(police), signed(socialWork), signed(ngo, later)]);
    expect([await holds(three, '2026-03-09T23:59:59Z'), await holds(three, later)]).toEqual([false, true]);
    expect(await holds(await agreementOf([signed(police), signed(socialWork, null)]), BEFORE_END)).toBe(
      false,
    );
    expect(await holds(await agreementOf([signed(police)]), BEFORE_END)).toBe(false);
    expect(await holds(await agreementOf([]), BEFORE_END)).toBe(false);
  });

  it('ends with its revocation', async () => {
    const { police, socialWork } = region.viewers;
    const revoked = '2026-03-20T00:00:00Z';
    const id = await agreementOf([signed(police), signed(socialWork)], {
      revoked_at: revoked,
      revoked_by: police.staffId,
    });
    expect([await holds(id, '2026-03-19T23:59:59Z'), await holds(id, revoked)]).toEqual([true, false]);
  });

  it('opens to each party what the others hold, and to nobody else', async () => {
    const { police, court, education, ngo } = region.viewers;
    const categories = ['case.status'];
    await agreementOf([signed(court), signed(education)], { categories });
    const given = async (viewer: Viewer): Promise<unknown> => {
      const { rows } = await owner.query<{ given: readonly { k: string[]; h: string }[] | null }>(
        'select agreements_of($1, $2) as given',
        [viewer.agencyId, BEFORE_END],
      );
      return (rows[0]?.given ?? []).filter(({ k }) => k.includes('case.status')).map(({ h }) => h);
    };
    expect(await given(court)).toEqual([education.agencyId]);
    expect(await given(education)).toEqual([court.agencyId]);
    expect([await given(police), await given(ngo)]).toEqual([[], []]);
  });
});

describe('a grant', () => {
  const granted = async (
    viewer: Viewer,
    caseId: string,
    columns: Readonly<Record<string, unknown>>,
  ): Promise<void> =>
    insertInto(owner, 'case_grant', {
      case_id: caseId,
      source_id: randomUUID(),
      agency_id: viewer.agencyId,
      categories: ['risk.level'],
      starts_at: START,
      ends_at: END,
      ...columns,
    });

  const given = async (viewer: Viewer, caseId: string, at = BEFORE_END): Promise<readonly unknown[]> => {
    const { rows } = await owner.query<{ given: readonly unknown[] | null }>(
      'select grants_of($1, $2, $3, $4) as given',
      [caseId, viewer.agencyId, viewer.staffId, at],
    );
    return rows[0]?.given ?? [];
  };

  it('holds from its first instant to the last before its end', async () => {
    const { health, police } = region.viewers;
    const id = await openCaseOf(owner, police);
    await granted(health, id, { condition: 'mandate' });
    const counts: number[] = [];
    for (const at of [BEFORE_START, START, BEFORE_END, END])
      counts.push((await given(health, id, at)).length);
    expect(counts).toEqual([0, 1, 1, 0]);
  });

  it('is the agency’s, or of the one person whom it names', async () => {
    const { health, police, policeSupervisor, otherPolice } = region.viewers;
    const id = await openCaseOf(owner, health);
    await granted(police, id, { condition: 'mandate' });
    await granted(police, id, { condition: 'breakGlass', staff_id: police.staffId });
    const conditions = async (viewer: Viewer): Promise<unknown[]> =>
      (await given(viewer, id)).map((grant) => (grant as { c: string }).c).sort();
    expect(await conditions(police)).toEqual(['breakGlass', 'mandate']);
    expect(await conditions(policeSupervisor)).toEqual(['mandate']);
    expect(await conditions({ ...police, staffId: null })).toEqual(['mandate']);
    expect(await conditions(otherPolice)).toEqual([]);
    expect(await given(police, await openCaseOf(owner, health))).toEqual([]);
  });

  it('of consent holds for the whole case where every victim gave it', async () => {
    const { ngo, police } = region.viewers;
    const id = await openCaseOf(owner, police);
    const mother = await addPerson(owner, id, police, ['VICTIM']);
    const daughter = await addPerson(owner, id, police, ['VICTIM', 'CHILD']);
    await addPerson(owner, id, police, ['RESPONDENT']);
    const whole = async (): Promise<boolean> =>
      (await given(ngo, id)).some((grant) => (grant as { s: unknown }).s === '*');
    await granted(ngo, id, { condition: 'consent', subject_id: mother });
    expect(await whole()).toBe(false);
    await granted(ngo, id, { condition: 'consent', subject_id: daughter });
    expect(await whole()).toBe(true);
    await addPerson(owner, id, police, ['VICTIM']);
    expect(await whole()).toBe(false);
  });

  it('of consent holds for no whole case where there is no victim, whoever gave it', async () => {
    const { ngo, police } = region.viewers;
    const id = await openCaseOf(owner, police);
    await addPerson(owner, id, police, ['CHILD']);
    const witness = await addPerson(owner, id, police, ['WITNESS']);
    await granted(ngo, id, { condition: 'consent', subject_id: witness });
    expect(await given(ngo, id)).toHaveLength(1);
  });
});

describe('what grants hold for a row', () => {
  const [HOLDER, OTHER, MOTHER, DAUGHTER, RECORD] = Array.from({ length: 5 }, () => randomUUID());

  interface Row {
    readonly custodian?: string | undefined;
    readonly persons?: readonly (string | undefined)[];
    readonly record?: string | undefined;
  }

  const held = async (
    grants: readonly Readonly<Record<string, unknown>>[],
    { custodian = HOLDER, persons = [], record = RECORD }: Row = {},
  ): Promise<unknown> => {
    const written = grants.map((grant) => ({ c: 'consent', k: ['a.b'], ...grant }));
    const { rows } = await owner.query<{ held: unknown }>('select row_grants($1, $2, $3, $4) as held', [
      JSON.stringify(written),
      custodian,
      persons,
      record,
    ]);
    return rows[0]?.held ?? {};
  };

  const A_B = { consent: ['a.b'] };

  it('is of the holder alone whom a grant names', async () => {
    expect(await held([{}], { custodian: OTHER })).toEqual(A_B);
    expect(await held([{ h: HOLDER }])).toEqual(A_B);
    expect(await held([{ h: HOLDER }], { custodian: OTHER })).toEqual({});
  });

  it('is of the record alone that a grant names', async () => {
    expect(await held([{ r: RECORD }])).toEqual(A_B);
    expect(await held([{ r: RECORD }], { record: OTHER })).toEqual({});
  });

  it('is with the consent of every protected person of whom the row speaks', async () => {
    const both = [MOTHER, DAUGHTER];
    expect(await held([{ s: MOTHER }], { persons: [MOTHER] })).toEqual(A_B);
    expect(await held([{ s: MOTHER }], { persons: [DAUGHTER] })).toEqual({});
    expect(await held([{ s: MOTHER }], { persons: both })).toEqual({});
    expect(await held([{ s: MOTHER }, { s: DAUGHTER }], { persons: both })).toEqual(A_B);
    expect(await held([{ s: MOTHER }, { s: DAUGHTER, h: OTHER }], { persons: both })).toEqual({});
    expect(await held([{ s: MOTHER }, { s: DAUGHTER, k: ['a.c'] }], { persons: both })).toEqual({});
  });

  it('is of a row that speaks of nobody by the consent of all alone', async () => {
    expect(await held([{ s: MOTHER }])).toEqual({});
    expect(await held([{ s: '*' }])).toEqual(A_B);
    expect(await held([{ s: '*' }], { persons: [MOTHER] })).toEqual({});
  });

  it('keeps conditions and categories apart', async () => {
    expect(await held([{}, { c: 'mandate', k: ['a.b', 'a.c'] }])).toEqual({
      consent: ['a.b'],
      mandate: ['a.b', 'a.c'],
    });
  });
});
