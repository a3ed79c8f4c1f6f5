import { DEMO_CASE_ID } from '../../../src/demo';
import { openDemoRegion, type DemoRegion } from './demo-region';

const CASE = { id: DEMO_CASE_ID };

describe('what opens single categories for a time in the demo', () => {
  let demo: DemoRegion;
  beforeAll(async () => {
    demo = await openDemoRegion();
  });
  afterAll(() => demo.close());

  const none = async (text: string): Promise<void> => expect((await demo.owner.query(text)).rows).toEqual([]);

  describe('could have come about', () => {
    test('each consent is of who can give it, to whom it can be, and held by who entered the person', async () => {
      await none(
        `select c.id from consent c join participant p on p.id = c.subject_id join staff s on s.id = c.recorded_by
         where p.case_id <> c.case_id or c.holder_id <> p.custodian_id or s.agency_id <> c.custodian_id
           or not valid_giver(c.subject_id, c.representative_id) or not valid_recipients(c.kind, c.recipient_ids)
           or not exists (select from case_tie t where t.case_id = c.case_id and t.staff_id = s.id and t.starts_at <= c.recorded_at)`,
      );
    });

    test('a consent is open to its recipients from the record or the confirmation to the withdrawal or the end', async () => {
      await none(
        `select c.id from consent c left join consent_event e on e.consent_id = c.id and e.kind = 'CONFIRMED'
           left join consent_event w on w.consent_id = c.id and w.kind = 'WITHDRAWN'
         cross join unnest(c.recipient_ids) r(id)
         where (c.custodian_id <> all (c.recipient_ids) or e.done_at is not null) is distinct from exists (
           select from case_grant g where g.source_id = c.id and g.agency_id = r.id and g.categories = c.categories
             and g.subject_id = c.subject_id and g.starts_at = coalesce(e.done_at, c.recorded_at)
             and g.ends_at = coalesce(w.done_at, c.until))`,
      );
    });

    test('a mandate rests on the closed table, and opens what it names', async () => {
      await none(
        `select m.id from mandate m join agency i on i.id = m.custodian_id join agency a on a.id = m.addressee_id
           join agency h on h.id = m.holder_id
         where not exists (select from mandate_rule r where r.country = 'RS' and r.kind = m.kind and r.issuer_sector = i.sector
             and r.addressee_sector = a.sector and coalesce(r.holder_sector, h.sector) = h.sector and r.basis = m.basis
             and m.until <= m.starts_at + make_interval(days => r.max_days))
           or (m.kind = 'COURT_ORDER') is distinct from exists (select from case_grant g where g.source_id = m.id
             and (g.agency_id, g.holder_id, g.categories, g.ends_at) = (m.addressee_id, m.holder_id, m.categories, m.until)
             and g.record_id is not distinct from m.record_id)`,
      );
    });

    test('an emergency was approved by another agency of the daily exchange, and opened to one person what was asked', async () => {
      await none(
        `select e.id from emergency_access e where e.approved is true and not exists (
           select from case_access a join case_tie t on t.emergency_id = e.id and t.staff_id = e.staff_id and t.ends_at = a.ends_at
             join case_grant g on g.source_id = e.id and g.staff_id = e.staff_id and g.categories = e.categories and g.ends_at = a.ends_at
             join case_access h on h.case_id = e.case_id and h.agency_id = e.decided_agency and h.scope in ('OWN', 'LIAISON')
               and h.starts_at <= e.decided_at
           where a.id = e.access_id and a.staff_id = e.staff_id and a.ends_at = e.ends_at
             and e.ends_at = e.decided_at + make_interval(hours => e.hours) and e.decided_at < e.expires_at)
         union all
         select e.id from emergency_access e join emergency_rule r on r.country = 'RS'
         where e.expires_at <> e.requested_at + r.unanswered_after`,
      );
    });

    test('a release is of a duty desk, to somebody who reached the case', async () => {
      await none(
        `select r.id from officer_release r join staff d on d.id = r.released_by
         where not d.roles @> '{DUTY_DESK}' or not exists (select from participant p where p.id = r.record_id
             and p.custodian_id = r.holder_id and p.case_id = r.case_id)
           or not exists (select from case_access a where a.case_id = r.case_id and a.agency_id = r.agency_id
             and a.starts_at <= r.released_at)`,
      );
    });
  });

  describe('is met by the personas', () => {
    interface Known {
      readonly id: string;
      readonly categories: string[];
    }
    const consents = async (persona: string, purpose: 'PROTECTION' | 'CARE'): Promise<Known[]> => {
      const { data } = await demo.ask(
        persona,
        purpose,
        'query Consents($id: ID!) { case(id: $id) { consents { id categories inForce } } }',
        CASE,
      );
      return data?.case.consents as Known[];
    };

    test('the association reads by consent, and no more in the answer after its withdrawal', async () => {
      const read = async (): Promise<unknown> =>
        (
          await demo.ask(
            'ngo',
            'CARE',
            'query Read($id: ID!) { case(id: $id) { examinations { severity } riskAssessments { victimWords } } }',
            CASE,
          )
        ).data?.case;
      expect(await read()).toMatchObject({
        examinations: [{ severity: 'SERIOUS' }, { severity: 'MINOR' }],
        riskAssessments: [{ victimWords: expect.any(String) }, { victimWords: expect.any(String) }],
      });
      const given = (await consents('ngo', 'CARE')).find(({ categories }) =>
        categories.includes('health.injuries'),
      )!;
      expect(given).toMatchObject({ inForce: true });
      const withdrawn = await demo.ask(
        'ngo',
        'CARE',
        'mutation Withdraw($id: ID!) { withdrawConsent(id: $id) }',
        { id: given.id },
      );
      expect(withdrawn.data).toEqual({ withdrawConsent: true });
      expect(await read()).toEqual({
        examinations: [],
        riskAssessments: [{ victimWords: null }, { victimWords: null }],
      });
      expect((await consents('ngo', 'CARE')).map(({ id }) => id)).not.toContain(given.id);
    });

    test('a consent that serves its recorder waits for the police, who entered her', async () => {
      const assessments = async (): Promise<unknown> =>
        (
          await demo.ask(
            'ngo',
            'CARE',
            'query Read($id: ID!) { case(id: $id) { familyAssessments { summary } } }',
            CASE,
          )
        ).data?.case.familyAssessments;
      expect(await assessments()).toEqual([]);
      const waiting = (await consents('police', 'PROTECTION')).find(({ categories }) =>
        categories.includes('family.summary'),
      )!;
      expect(waiting).toMatchObject({ inForce: false });
      const confirmed = await demo.ask(
        'police',
        'PROTECTION',
        'mutation Confirm($id: ID!) { confirmConsent(id: $id) { inForce } }',
        { id: waiting.id },
      );
      expect(confirmed.data?.confirmConsent).toEqual({ inForce: true });
      expect(await assessments()).toEqual([{ summary: expect.any(String) }]);
    });

    test('what was withdrawn is there for the centre and the school, and is not for the association', async () => {
      const withdrawal = async (persona: string, purpose: 'PROTECTION' | 'CARE'): Promise<unknown[]> => {
        const { data } = await demo.ask(
          persona,
          purpose,
          'query Withdrawn($id: ID!) { case(id: $id) { consents { withdrawal { agency { name } } categories } } }',
          CASE,
        );
        return (data?.case.consents as { categories: string[]; withdrawal: unknown }[])
          .filter(({ categories }) => categories.includes('child.identity.name'))
          .map((consent) => consent.withdrawal);
      };
      expect(await withdrawal('social-work', 'PROTECTION')).toEqual([
        { agency: { name: expect.any(String) } },
      ]);
      expect(await withdrawal('ngo', 'CARE')).toEqual([]);
    });

    test('the centre reads what she released from secrecy, the court what it ordered', async () => {
      const document =
        'query Read($id: ID!) { case(id: $id) { examinations { severity findings mentalHealth expertOpinion } } }';
      const centre = await demo.ask('social-work', 'PROTECTION', document, CASE);
      expect(centre.data?.case.examinations).toEqual([
        { severity: 'SERIOUS', findings: expect.any(String), mentalHealth: null, expertOpinion: null },
        { severity: 'MINOR', findings: expect.any(String), mentalHealth: null, expertOpinion: null },
      ]);
      const court = await demo.ask('court', 'ADJUDICATION', document, CASE);
      expect(court.data?.case.examinations).toEqual([
        {
          severity: 'MINOR',
          findings: expect.any(String),
          mentalHealth: null,
          expertOpinion: expect.any(String),
        },
      ]);
    });

    test('the request of the prosecutor opens once the centre confirms it', async () => {
      const statements = async (): Promise<unknown[]> =>
        (
          (
            await demo.ask(
              'prosecution',
              'PROSECUTION',
              'query Read($id: ID!) { case(id: $id) { familyAssessments { childStatement } } }',
              CASE,
            )
          ).data?.case.familyAssessments as { childStatement: unknown }[]
        ).map((assessment) => assessment.childStatement);
      expect(await statements()).toEqual([null, null]);
      const { data } = await demo.ask(
        'social-work',
        'PROTECTION',
        'query Asked($id: ID!) { case(id: $id) { mandates { id kind inForce } } }',
        CASE,
      );
      const waiting = (data?.case.mandates as { id: string; kind: string }[]).find(
        ({ kind }) => kind === 'STATUTORY_REQUEST',
      )!;
      expect(waiting).toMatchObject({ inForce: false });
      await demo.ask(
        'social-work',
        'PROTECTION',
        'mutation Confirm($id: ID!) { confirmMandate(id: $id) { inForce } }',
        { id: waiting.id },
      );
      expect((await statements()).filter((statement) => statement !== null)).toEqual([expect.any(String)]);
    });

    test('the officer knows of the release that has ended, and reads no address by it', async () => {
      const { data } = await demo.ask(
        'police',
        'PROTECTION',
        'query Read($id: ID!) { case(id: $id) { releases { open reason } participants { roles address } } }',
        CASE,
      );
      expect(data?.case.releases).toEqual([{ open: false, reason: expect.any(String) }]);
      const children = (data?.case.participants as { roles: string[]; address: unknown }[]).filter(
        ({ roles }) => roles.includes('CHILD'),
      );
      expect(children.map(({ address }) => address)).toEqual([null, null]);
      const desk = await demo.ask('social-work-desk', 'PROTECTION', '{ releases { staffName open } }');
      expect(desk.data?.releases).toEqual([{ staffName: 'Ognjen Brestanac', open: false }]);
    });

    test('the request of the other station waits for its second person, and opens what it names to her alone', async () => {
      const read = (persona: string) =>
        demo.ask(
          persona,
          'PROTECTION',
          'query Read($id: ID!) { case(id: $id) { participants { roles givenName armedRole address } riskAssessments { level victimWords } } }',
          CASE,
        );
      expect((await read('police-2')).data?.case).toBeNull();
      const { data } = await demo.ask('social-work', 'PROTECTION', '{ emergencyRequests { id staffName } }');
      const [request] = data?.emergencyRequests as { id: string; staffName: string }[];
      expect(request?.staffName).toBe('Sofija Peštanac');
      await demo.ask(
        'social-work',
        'PROTECTION',
        'mutation Approve($id: ID!) { approveEmergencyAccess(id: $id) }',
        { id: request?.id },
      );
      const opened = (await read('police-2')).data?.case;
      expect(opened.riskAssessments).toEqual([
        { level: 'IMMEDIATE', victimWords: null },
        { level: 'IMMEDIATE', victimWords: null },
      ]);
      // The victim herself is known to be there, and by nothing else.
      expect(opened.participants).toHaveLength(2);
      expect(opened.participants).toEqual(
        expect.arrayContaining([
          { roles: null, givenName: null, armedRole: null, address: null },
          { roles: ['RESPONDENT'], givenName: 'Радоје', armedRole: 'HUNTER', address: null },
        ]),
      );
    });

    test('the coordinator has a verdict to give, and one that is overdue, which stops who asked', async () => {
      const { data } = await demo.ask(
        'coordinator',
        'AUDIT',
        '{ emergencyAccesses(open: false) { staffName verdict overdue } }',
      );
      expect(data?.emergencyAccesses).toEqual([
        { staffName: 'dr Katica Poljokanac', verdict: null, overdue: false },
        { staffName: 'Zuzana Jarabinková', verdict: null, overdue: true },
      ]);
      const refused = await demo.ask(
        'social-work-2',
        'PROTECTION',
        `mutation Again($id: ID!) { requestEmergencyAccess(input: { caseId: $id, reason: "Dete je samo u stanu.", hours: 1,
           categories: ["case.existence", "victim.existence", "measure.existence", "measure.in-force"] }) { state } }`,
        CASE,
      );
      expect(refused.errors?.map(({ code }) => code)).toEqual(['SPONA_REVIEW']);
    });

    test('a nurse has the name of a witness: confirmed by the coordinator, the case does not exist for her', async () => {
      const seen = async (): Promise<unknown> =>
        (await demo.ask('nurse', 'CARE', 'query Seen($id: ID!) { case(id: $id) { status } }', CASE)).data
          ?.case;
      expect(await seen()).not.toBeNull();
      const { data } = await demo.ask(
        'coordinator',
        'AUDIT',
        '{ conflictHints(status: OPEN) { id caseId staffName } }',
      );
      const hints = data?.conflictHints as { id: string; caseId: string; staffName: string }[];
      expect(hints).toEqual([
        { id: expect.any(String), caseId: DEMO_CASE_ID, staffName: 'Lenuța Salcâmaru' },
      ]);
      await demo.ask('coordinator', 'AUDIT', 'mutation Confirm($id: ID!) { confirmConflict(id: $id) }', {
        id: hints[0]?.id,
      });
      expect(await seen()).toBeNull();
    });
  });
});
