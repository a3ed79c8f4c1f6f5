import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import type { SubjectRole } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, lock, makeOwn, openCaseOf } from '../../support/facts';
import { asViewer, sqlstateOf } from '../../support/records-raw';
import { createRegion, type Persona, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const v = (persona: Persona): Viewer => region.viewers[persona];

/** Works as the viewer, with the proof that he has. */
const as = <T>(viewer: Viewer, work: () => Promise<T>, end: 'rollback' | 'commit' = 'rollback'): Promise<T> =>
  asViewer(
    serving,
    viewer,
    async () => {
      await serving.query(`select set_config('spona.proof', $1, true)`, [viewer.proof]);
      return work();
    },
    end,
  );

const answerOf = async <T>(text: string, values: readonly unknown[]): Promise<T> =>
  (await serving.query<{ result: T }>(text, [...values])).rows[0]!.result;

/** What a call comes to: its answer, or the SQLSTATE of the refusal. */
const call = (viewer: Viewer, text: string, values: readonly unknown[]): Promise<string | null> =>
  as(
    viewer,
    async () => {
      const state = await sqlstateOf(serving, text, values);
      return state === 'ok' ? answerOf<string | null>(text, values) : state;
    },
    'rollback',
  );

const done = (viewer: Viewer, text: string, values: readonly unknown[]): Promise<string> =>
  as(viewer, () => answerOf<string>(text, values), 'commit');

const RECORD = `select record_consent($1, $2, $3, $4, $5, $6, $7, $8, now() + $9::interval, now() + $10::interval) as result`;
const CONFIRM = 'select confirm_consent($1) as result';
const WITHDRAW = 'select withdraw_consent($1) as result';
const UUID = /^[0-9a-f-]{36}$/;

interface Scene {
  readonly id: string;
  readonly victim: string;
}

/** A case of the police that the centre and a service reach, each with somebody assigned. */
const scene = async (): Promise<Scene> => {
  const id = await openCaseOf(owner, v('police'));
  const victim = await addPerson(owner, id, v('police'), ['VICTIM']);
  for (const persona of ['socialWork', 'ngo'] as const) {
    await giveAccess(owner, id, v(persona), { scope: persona === 'ngo' ? 'CONFERENCE' : 'LIAISON' });
    await assign(owner, id, v(persona));
  }
  return { id, victim };
};

interface Terms {
  readonly subject: string;
  readonly kind: string;
  readonly recipients: readonly string[];
  readonly representative: string | null;
  readonly form: string;
  readonly given: string;
  readonly until: string;
}

const terms = ({ id, victim }: Scene, more: Partial<Terms> = {}): readonly unknown[] => {
  const { subject, kind, recipients, representative, form, given, until }: Terms = {
    subject: victim,
    kind: 'CONSENT',
    recipients: [v('ngo').agencyId],
    representative: null,
    form: 'WRITTEN',
    given: '-1 hour',
    until: '30 days',
    ...more,
  };
  return [id, subject, kind, ['health.injuries'], recipients, representative, form, 'AGENCY', given, until];
};

const record = (made: Scene, more: Partial<Terms> = {}, by: Persona = 'socialWork'): Promise<string> =>
  done(v(by), RECORD, terms(made, more));

const grantsOf = async (consent: string): Promise<unknown[]> =>
  (
    await owner.query<Record<string, unknown>>(
      `select agency_id, categories, subject_id, record_id, staff_id, holder_id, starts_at <= now() and ends_at > now() as open
       from case_grant where source_id = $1 order by agency_id, record_id nulls first`,
      [consent],
    )
  ).rows;

const openGrants = async (consent: string): Promise<number> =>
  (await grantsOf(consent)).filter((grant) => (grant as { open: boolean }).open).length;

describe('record_consent', () => {
  it('opens to each recipient what is named, of the person, and the record of it, until its end', async () => {
    const made = await scene();
    const consent = await record(made);
    const grant = { agency_id: v('ngo').agencyId, subject_id: made.victim, staff_id: null, holder_id: null };
    expect(await grantsOf(consent)).toEqual([
      { ...grant, categories: ['health.injuries'], record_id: null, open: true },
      { ...grant, categories: ['consent.existence', 'consent.scope'], record_id: consent, open: true },
    ]);
    const { rows } = await owner.query(
      `select c.until = g.ends_at as until, c.holder_id, d.agency_id as told from consent c join case_grant g on g.source_id = c.id
       join record_delivery d on d.record_id = c.id where c.id = $1`,
      [consent],
    );
    const holder = v('police').agencyId;
    expect(rows[0]).toEqual({ until: true, holder_id: holder, told: holder });
  });

  it('is for somebody known who is assigned by name and reaches the case unlocked', async () => {
    const made = await scene();
    const state = (viewer: Viewer): Promise<string | null> => call(viewer, RECORD, terms(made));
    expect(await state(v('socialWork'))).toMatch(UUID);
    expect(await state({ ...v('socialWork'), proof: 'ASSERTED' })).toBe('SP403');
    expect(await state({ ...v('socialWork'), staffId: null })).toBe('SP403');
    expect(await state({ ...v('socialWork'), staffId: v('police').staffId })).toBe('SP403');
    expect(await state(v('policeSupervisor'))).toBe('SP403');
    await assign(owner, made.id, v('policeSupervisor'), 'unit');
    expect(await state(v('policeSupervisor'))).toBe('SP403');
    expect(await state(v('otherPolice'))).toBe('SP404');
    expect(await state(v('coordinator'))).toBe('SP404');
    await lock(owner, made.id, v('socialWork'), v('coordinator'));
    expect(await state(v('socialWork'))).toBe('SP404');
  });

  it('names active agencies of the sectors that its kind can name', async () => {
    const made = await scene();
    const state = (kind: string, ...recipients: readonly string[]): Promise<string | null> =>
      call(v('socialWork'), RECORD, terms(made, { kind, recipients }));
    const agencies = (...personas: readonly Persona[]): string[] => personas.map((name) => v(name).agencyId);
    for (const agency of agencies('ngo', 'shelter', 'health', 'education')) {
      expect(await state('CONSENT', agency)).toMatch(UUID);
      expect(await state('SECRECY_RELEASE', agency)).toBe('SP403');
    }
    for (const agency of agencies('police', 'socialWork', 'prosecution', 'court')) {
      expect(await state('CONSENT', agency)).toBe('SP403');
      expect(await state('SECRECY_RELEASE', agency)).toMatch(UUID);
    }
    for (const kind of ['CONSENT', 'SECRECY_RELEASE', 'OTHER'])
      expect(await state(kind, v('coordinator').agencyId)).toBe('SP403');
    expect(await state('CONSENT')).toBe('SP403');
    expect(await state('CONSENT', v('ngo').agencyId, randomUUID())).toBe('SP403');
    expect(await state('CONSENT', v('ngo').agencyId, v('police').agencyId)).toBe('SP403');
    await owner.query(`update agency set status = 'DISABLED' where id = $1`, [v('education').agencyId]);
    expect(await state('CONSENT', v('education').agencyId)).toBe('SP403');
    await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [v('education').agencyId]);
  });

  it('is about a protected person of the case, never about a respondent alone', async () => {
    const made = await scene();
    const about = async (...roles: readonly SubjectRole[]): Promise<string | null> => {
      const subject = await addPerson(owner, made.id, v('police'), roles);
      return call(v('socialWork'), RECORD, terms(made, { subject }));
    };
    expect(await about('VICTIM')).toMatch(UUID);
    expect(await about('WITNESS')).toMatch(UUID);
    expect(await about('REPORTER')).toMatch(UUID);
    expect(await about('VICTIM', 'RESPONDENT')).toMatch(UUID);
    expect(await about('RESPONDENT')).toBe('SP403');
    expect(await about('PROTECTED_REPORTER')).toBe('SP403');
    const elsewhere = (await scene()).victim;
    expect(await call(v('socialWork'), RECORD, terms(made, { subject: elsewhere }))).toBe('SP403');
  });

  it('was given before, ends after, lasts a year at most, in a form that can be shown', async () => {
    const made = await scene();
    const state = (more: Partial<Terms>): Promise<string | null> =>
      call(v('socialWork'), RECORD, terms(made, more));
    const invalid = '23514';
    expect(await state({ given: '0', until: '1 microsecond' })).toMatch(UUID);
    expect(await state({ given: '1 microsecond' })).toBe(invalid);
    expect(await state({ until: '0' })).toBe(invalid);
    expect(await state({ given: '0', until: '1 year' })).toMatch(UUID);
    expect(await state({ given: '0', until: '1 year 1 microsecond' })).toBe(invalid);
    expect(await state({ form: 'SILENT' })).toBe(invalid);
  });

  it('opens nothing where its recorder is among the recipients', async () => {
    const made = await scene();
    const recipients = [v('ngo').agencyId, v('health').agencyId];
    expect(await grantsOf(await record(made, {}, 'ngo'))).toEqual([]);
    expect(await grantsOf(await record(made, { recipients }, 'ngo'))).toEqual([]);
    expect(await openGrants(await record(made, { recipients: [v('health').agencyId] }, 'ngo'))).toBe(2);
  });
});

describe('who gives consent', () => {
  const number = (name: string, of: string) => ({ identifier_kind: 'OTHER', identifier: `${name} ${of}` });

  interface Family extends Scene {
    readonly child: string;
    readonly parent: string;
    /** What makes an entry in another case the same person. */
    readonly numbers: Readonly<Record<'child' | 'parent', { identifier_kind: string; identifier: string }>>;
  }

  const relate = (id: string, from: string, to: string, code: string): Promise<void> =>
    insertInto(owner, 'relationship', {
      case_id: id,
      custodian_id: v('police').agencyId,
      from_id: from,
      to_id: to,
      code,
    });

  const family = async (
    code: string | null = 'PARENT',
    more: Partial<Record<'child' | 'parent', object>> = {},
  ): Promise<Family> => {
    const made = await scene();
    const numbers = { child: number('child', made.id), parent: number('parent', made.id) };
    const child = await addPerson(owner, made.id, v('police'), ['CHILD'], {
      ...numbers.child,
      ...more.child,
    });
    const parent = await addPerson(owner, made.id, v('police'), ['VICTIM'], {
      ...numbers.parent,
      ...more.parent,
    });
    if (code !== null) await relate(made.id, parent, child, code);
    return { ...made, child, parent, numbers };
  };

  /** A consent for the child; null where its giver is none. */
  const given = (made: Family, representative: string | null = made.parent): Promise<string | null> =>
    call(v('socialWork'), RECORD, terms(made, { subject: made.child, representative }));

  /** How much a consent for the child opens, which is recorded. */
  const opened = async (made: Family): Promise<number> =>
    openGrants(await record(made, { subject: made.child, representative: made.parent }));

  it('for a child is a parent or foster parent, known by number, as the child is', async () => {
    for (const code of ['PARENT', 'FOSTER_PARENT']) expect(await given(await family(code))).toMatch(UUID);
    for (const code of ['STEP_PARENT', 'GRANDPARENT', 'SIBLING', 'UNKNOWN', null])
      expect([code, await given(await family(code))]).toEqual([code, null]);
    const reversed = await family(null);
    await relate(reversed.id, reversed.child, reversed.parent, 'CHILD');
    expect(await given(reversed)).toMatch(UUID);
    const unknown = { identifier: null, identifier_kind: null };
    expect(await given(await family('PARENT', { child: unknown }))).toBeNull();
    expect(await given(await family('PARENT', { parent: unknown }))).toBeNull();
  });

  it('for a child is nobody of another case, nor the child itself before it is of age', async () => {
    const made = await family();
    expect(await given(made, (await family()).parent)).toBeNull();
    expect(await given(made, made.child)).toBeNull();
    expect(await given(made, null)).toBeNull();
    expect(await given(await family('PARENT', { child: { birth_date: '2015-01-01' } }), null)).toBeNull();
    expect(await given(await family('PARENT', { child: { birth_date: '2000-01-01' } }), null)).toMatch(UUID);
  });

  it('is the child itself from its eighteenth birthday on', async () => {
    const { rows } = await owner.query<{ birthday: string; later: string }>(
      `select d.birthday::text, (d.birthday + 1)::text as later from (select (current_date - interval '18 years')::date) d(birthday)`,
    );
    const born = async (birth_date: string): Promise<string | null> =>
      given(await family('PARENT', { child: { birth_date } }), null);
    expect(await born(rows[0]!.birthday)).toMatch(UUID);
    expect(await born(rows[0]!.later)).toBeNull();
  });

  it('for a grown person is that person alone', async () => {
    const made = await family();
    expect(await call(v('socialWork'), RECORD, terms(made, { subject: made.parent }))).toMatch(UUID);
    const by = (representative: string): Promise<string | null> =>
      call(v('socialWork'), RECORD, terms(made, { subject: made.parent, representative }));
    expect(await by(made.child)).toBeNull();
    const mother = await addPerson(owner, made.id, v('police'), ['WITNESS'], number('mother', made.id));
    await relate(made.id, mother, made.parent, 'PARENT');
    expect(await by(mother)).toBeNull();
  });

  it('is no respondent of this case, entered as that once or twice', async () => {
    const made = await family();
    await owner.query(`update participant set roles = '{VICTIM,RESPONDENT}' where id = $1`, [made.parent]);
    expect(await given(made)).toBeNull();
    const twice = await family();
    await addPerson(owner, twice.id, v('police'), ['RESPONDENT'], twice.numbers.parent);
    expect(await opened(twice)).toBe(0);
  });

  it('is no protected reporter: the consent would name him', async () => {
    const made = await family();
    await owner.query(`update participant set roles = '{PROTECTED_REPORTER}' where id = $1`, [made.parent]);
    expect(await given(made)).toBeNull();
  });

  it('is no respondent in any other case of the child; in somebody else’s case he may be', async () => {
    const made = await family();
    const elsewhere = await openCaseOf(owner, v('otherPolice'));
    await addPerson(owner, elsewhere, v('otherPolice'), ['RESPONDENT'], made.numbers.parent);
    expect(await opened(made)).toBe(2);
    await addPerson(owner, elsewhere, v('otherPolice'), ['CHILD'], {
      ...made.numbers.child,
      identifier_kind: 'PASSPORT',
    });
    expect(await opened(made)).toBe(2);
    await addPerson(owner, elsewhere, v('otherPolice'), ['VICTIM'], made.numbers.child);
    expect(await opened(made)).toBe(0);
  });

  it('and turns out to be a respondent, has given none', async () => {
    const made = await family();
    const consent = await record(made, { subject: made.child, representative: made.parent });
    await owner.query(`update participant set given_name = 'Ana' where id = $1`, [made.parent]);
    expect(await openGrants(consent)).toBe(2);
    await owner.query(`update participant set roles = '{VICTIM,RESPONDENT}' where id = $1`, [made.parent]);
    expect(await openGrants(consent)).toBe(0);
  });

  it.each(['parent', 'child'] as const)(
    'and turns out to be one in another case of the child, where the %s is entered last, has given none',
    async (last) => {
      const made = await family();
      const consent = await record(made, { subject: made.child, representative: made.parent });
      const elsewhere = await openCaseOf(owner, v('otherPolice'));
      const enter = {
        parent: () => addPerson(owner, elsewhere, v('otherPolice'), ['RESPONDENT'], made.numbers.parent),
        child: () => addPerson(owner, elsewhere, v('otherPolice'), ['CHILD'], made.numbers.child),
      };
      await enter[last === 'parent' ? 'child' : 'parent']();
      expect(await openGrants(consent)).toBe(2);
      await enter[last]();
      expect(await openGrants(consent)).toBe(0);
    },
  );

  it('is looked at again when it is confirmed', async () => {
    const made = await family();
    const consent = await record(made, { subject: made.child, representative: made.parent }, 'ngo');
    const elsewhere = await openCaseOf(owner, v('otherPolice'));
    await addPerson(owner, elsewhere, v('otherPolice'), ['CHILD'], made.numbers.child);
    await addPerson(owner, elsewhere, v('otherPolice'), ['RESPONDENT'], made.numbers.parent);
    expect(await done(v('police'), CONFIRM, [consent])).toBe(consent);
    expect(await openGrants(consent)).toBe(0);
    const here = await family();
    const other = await record(here, { subject: here.child, representative: here.parent }, 'ngo');
    await owner.query(`update participant set roles = '{VICTIM,RESPONDENT}' where id = $1`, [here.parent]);
    expect(await call(v('police'), CONFIRM, [other])).toBe('SP403');
  });
});

describe('confirm_consent', () => {
  it('is for somebody known of the agency that entered the person, assigned, and no recipient', async () => {
    const made = await scene();
    const consent = await record(made, {}, 'ngo');
    const state = (viewer: Viewer, id = consent): Promise<string | null> => call(viewer, CONFIRM, [id]);
    expect(await state(v('ngo'))).toBe('SP403');
    expect(await state(v('socialWork'))).toBe('SP404');
    expect(await state(v('otherPolice'))).toBe('SP404');
    expect(await state(v('police'), randomUUID())).toBe('SP404');
    expect(await state({ ...v('police'), proof: 'ASSERTED' })).toBe('SP403');
    expect(await state({ ...v('policeSupervisor'), unitId: null })).toBe('SP403');
    expect(await state(v('police'))).toBe(consent);
    await lock(owner, made.id, v('police'), v('coordinator'));
    expect(await state(v('police'))).toBe('SP404');
  });

  it('is not for a holder who would read by it, nor by an agency that entered her itself', async () => {
    const made = await scene();
    const police = v('police').agencyId;
    const release = { kind: 'SECRECY_RELEASE', recipients: [v('socialWork').agencyId, police] };
    expect(await call(v('police'), CONFIRM, [await record(made, release)])).toBe('SP403');
    const own = await record(made, { kind: 'SECRECY_RELEASE', recipients: [police] }, 'police');
    expect(await call(v('police'), CONFIRM, [own])).toBe('SP403');
    expect(await openGrants(own)).toBe(0);
  });

  it('opens once, from then on', async () => {
    const made = await scene();
    const consent = await record(made, {}, 'ngo');
    expect(await done(v('police'), CONFIRM, [consent])).toBe(consent);
    expect(await done(v('police'), CONFIRM, [consent])).toBe(consent);
    expect(await openGrants(consent)).toBe(2);
    expect(await grantsOf(consent)).toHaveLength(2);
    const inForceAlready = await record(made);
    expect(await done(v('police'), CONFIRM, [inForceAlready])).toBe(inForceAlready);
    expect(await grantsOf(inForceAlready)).toHaveLength(2);
  });

  it('does not revive what was withdrawn, has expired, or is towards an agency that is closed', async () => {
    const made = await scene();
    const withdrawn = await record(made, {}, 'ngo');
    await done(v('police'), WITHDRAW, [withdrawn]);
    expect(await call(v('police'), CONFIRM, [withdrawn])).toBe('SP403');
    const expired = await record(made, {}, 'ngo');
    await owner.query(`update consent set given_at = now() - interval '1 day', until = now() where id = $1`, [
      expired,
    ]);
    expect(await call(v('police'), CONFIRM, [expired])).toBe('SP403');
    const closed = await record(made, { recipients: [v('ngo').agencyId, v('shelter').agencyId] }, 'ngo');
    await owner.query(`update agency set status = 'DISABLED' where id = $1`, [v('shelter').agencyId]);
    expect(await call(v('police'), CONFIRM, [closed])).toBe('SP403');
    await owner.query(`update agency set status = 'ACTIVE' where id = $1`, [v('shelter').agencyId]);
  });
});

describe('withdraw_consent', () => {
  it('is for the recorder, the agency that entered her, and any whose client she is; nobody else has one', async () => {
    const made = await scene();
    const consent = await record(made);
    for (const persona of ['health', 'education'] as const) {
      await giveAccess(owner, made.id, v(persona), { scope: 'CONFERENCE' });
      await assign(owner, made.id, v(persona), persona === 'health' ? 'person' : 'unit');
      await makeOwn(owner, made.id, made.victim, v(persona));
    }
    const state = (viewer: Viewer, id = consent): Promise<string | null> => call(viewer, WITHDRAW, [id]);
    for (const persona of ['socialWork', 'police', 'health'] as const)
      expect([persona, await state(v(persona))]).toEqual([persona, made.id]);
    // The recipient is none of them, the school's worker is not assigned by name, the others do not reach it.
    for (const persona of ['ngo', 'education', 'otherPolice', 'coordinator'] as const)
      expect([persona, await state(v(persona))]).toEqual([persona, 'SP404']);
    expect(await state({ ...v('health'), proof: 'ASSERTED' })).toBe('SP404');
    expect(await state({ ...v('health'), staffId: null })).toBe('SP403');
    expect(await state(v('police'), randomUUID())).toBe('SP404');
    await makeOwn(owner, made.id, made.victim, v('ngo'));
    expect(await state(v('ngo'))).toBe(made.id);
    await lock(owner, made.id, v('health'), v('coordinator'));
    expect(await state(v('health'))).toBe('SP404');
  });

  it('ends at once what it opened and nothing else, and is told once', async () => {
    const made = await scene();
    const [kept, consent] = [await record(made), await record(made)];
    for (let time = 0; time < 2; time += 1)
      expect(await done(v('police'), WITHDRAW, [consent])).toBe(made.id);
    expect([await openGrants(kept), await openGrants(consent)]).toEqual([2, 0]);
    const { rows } = await owner.query(
      'select kind, agency_id, staff_id from consent_event where consent_id = $1',
      [consent],
    );
    expect(rows).toEqual([
      { kind: 'WITHDRAWN', agency_id: v('police').agencyId, staff_id: v('police').staffId },
    ]);
  });
});

describe('a consent in the tables', () => {
  interface Seen {
    readonly consents: number;
    readonly events: number;
    readonly inForce: number;
  }

  /** What a viewer finds; `arrange` is done at the very instant of his transaction. */
  const seenBy = (
    viewer: Viewer,
    consent: string,
    arrange: (instant: string) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Seen> =>
    as(viewer, async () => {
      await arrange(await answerOf<string>('select now()::text as result', []));
      const { rows } = await serving.query<Seen>(
        `select (select count(*)::int from consent where id = $1) as consents,
          (select count(*)::int from consent_event where consent_id = $1) as events,
          (select count(*)::int from consents_in_force(array[$1::uuid])) as "inForce"`,
        [consent],
      );
      return rows[0]!;
    });

  it('is there for a recipient up to its last instant, and at its end is not', async () => {
    const made = await scene();
    const consent = await record(made);
    const endingAt = (offset: string): Promise<Seen> =>
      seenBy(v('ngo'), consent, (now) =>
        owner.query(
          `update case_grant set starts_at = $2::timestamptz - interval '1 hour', ends_at = $2::timestamptz + $3::interval
           where source_id = $1`,
          [consent, now, offset],
        ),
      );
    expect(await endingAt('1 microsecond')).toEqual({ consents: 1, events: 0, inForce: 1 });
    expect(await endingAt('0')).toEqual({ consents: 0, events: 0, inForce: 0 });
    // Who recorded it is told what was said and done, whatever became of the grants.
    expect(await seenBy(v('socialWork'), consent)).toEqual({ consents: 1, events: 0, inForce: 1 });
  });

  it('tells those who answer for it that it was withdrawn, and no recipient, the recorder among them included', async () => {
    const made = await scene();
    const own = await record(made, {}, 'ngo');
    await done(v('police'), CONFIRM, [own]);
    expect(await seenBy(v('ngo'), own)).toEqual({ consents: 1, events: 0, inForce: 1 });
    await done(v('police'), WITHDRAW, [own]);
    expect(await seenBy(v('ngo'), own)).toEqual({ consents: 1, events: 0, inForce: 0 });
    const other = await record(made);
    await done(v('police'), WITHDRAW, [other]);
    expect(await seenBy(v('ngo'), other)).toEqual({ consents: 0, events: 0, inForce: 0 });
    for (const persona of ['police', 'socialWork'] as const) {
      expect(await seenBy(v(persona), own)).toEqual({ consents: 1, events: 2, inForce: 0 });
      expect(await seenBy(v(persona), other)).toEqual({ consents: 1, events: 1, inForce: 0 });
    }
  });

  it('does not exist for who does not reach the case, is locked, or coordinates it', async () => {
    const made = await scene();
    const consent = await record(made);
    const nothing = { consents: 0, events: 0, inForce: 0 };
    await giveAccess(owner, made.id, v('coordinator'), { scope: 'COORDINATION' });
    for (const persona of ['otherPolice', 'shelter', 'coordinator'] as const)
      expect(await seenBy(v(persona), consent)).toEqual(nothing);
    await lock(owner, made.id, v('ngo'), v('coordinator'));
    expect(await seenBy(v('ngo'), consent)).toEqual(nothing);
  });

  it('is registered without the person for the coordinators of the case alone', async () => {
    const made = await scene();
    const consent = await record(made);
    const register = (persona: Persona): Promise<unknown[]> =>
      as(
        v(persona),
        async () =>
          (await serving.query<Record<string, unknown>>('select * from coordinated_consents($1)', [made.id]))
            .rows,
      );
    expect(await register('coordinator')).toEqual([]);
    await giveAccess(owner, made.id, v('coordinator'), { scope: 'COORDINATION' });
    expect(await register('coordinator')).toEqual([
      {
        id: consent,
        kind: 'CONSENT',
        categories: ['health.injuries'],
        recipient_ids: [v('ngo').agencyId],
        until: expect.any(Date),
        in_force: true,
      },
    ]);
    for (const persona of ['police', 'socialWork', 'ngo'] as const)
      expect(await register(persona)).toEqual([]);
  });

  it('is written by the owner’s functions alone', async () => {
    const consent = await record(await scene());
    const states = await as(v('socialWork'), async () => [
      await sqlstateOf(serving, 'insert into consent select * from consent'),
      await sqlstateOf(serving, `update consent set until = now() where id = $1`, [consent]),
      await sqlstateOf(serving, 'delete from consent'),
      await sqlstateOf(serving, 'delete from consent_event'),
      await sqlstateOf(serving, 'delete from case_grant'),
      await sqlstateOf(serving, 'select valid_giver($1, null)', [consent]),
      await sqlstateOf(serving, 'select open_by_consent(c) from consent c'),
    ]);
    expect(new Set(states)).toEqual(new Set(['42501']));
  });
});
