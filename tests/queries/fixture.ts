import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { createRegion, type Persona } from '../support/region';
import { conflictRows } from './conflict-rows';
import { emergencyRows } from './emergency-rows';
import { mandateRows } from './mandate-rows';
import { furtherViewers, registryRows, type FurtherPersona } from './registry-rows';

/** The cases that the sharing agencies read; one more is another police station's alone. */
export const CASES = 20;
const FOREIGN = CASES + 1;

const KINDS = [
  'case',
  'access',
  'tie',
  'participant',
  'relationship',
  'incident',
  'risk',
  'measure',
  'family',
  'examination',
  'proposal',
  'decision',
  'service',
  'report',
  'consent',
] as const;
type Kind = (typeof KINDS)[number];

const uuid = (block: number, number: number): string =>
  `${String(block).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The id of the n-th row of a kind, the same in every run; `part` counts several of them in the n-th case. */
export const idOf = (kind: Kind, caseNumber: number, part = 0): string =>
  uuid(KINDS.indexOf(kind) + 1, caseNumber * 100 + part);

type Row = Readonly<Record<string, unknown>>;

const insert = async (owner: Client, table: string, rows: readonly Row[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await owner.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
};

/** A time of the n-th case: long past for whatever clock the tests run under. */
const at = (caseNumber: number, hour: number): string =>
  new Date(Date.UTC(2020, 0, caseNumber, hour)).toISOString();
const day = (caseNumber: number, hour: number): string => at(caseNumber, hour).slice(0, 10);
const pick = <T>(values: readonly T[], number: number): T => values[number % values.length] as T;

const SHARED: readonly { persona: Persona; scope: string; basis: string; own?: 'victim' | 'child' }[] = [
  { persona: 'prosecution', scope: 'LIAISON', basis: 'rs.zsnp.24' },
  { persona: 'socialWork', scope: 'LIAISON', basis: 'rs.zsnp.24', own: 'victim' },
  { persona: 'court', scope: 'LIAISON', basis: 'rs.zsnp.24' },
  { persona: 'health', scope: 'CONFERENCE', basis: 'rs.zsnp.25-4', own: 'victim' },
  { persona: 'ngo', scope: 'CONFERENCE', basis: 'rs.zsnp.25-4', own: 'victim' },
  { persona: 'shelter', scope: 'REFERRAL', basis: 'rs.zsnp.31', own: 'victim' },
  { persona: 'education', scope: 'REFERRAL', basis: 'rs.zsnp.31', own: 'child' },
];
const PURPOSES = ['PROTECTION', 'INVESTIGATION', 'PROSECUTION', 'ADJUDICATION', 'CARE', 'CHILD_PROTECTION'];

const [VICTIM, RESPONDENT, CHILD, NEIGHBOUR] = [1, 2, 3, 4];

const participantRows = (n: number, custodian: Viewer): readonly Row[] => {
  const common = {
    case_id: idOf('case', n),
    custodian_id: custodian.agencyId,
    recorded_by: custodian.staffId,
    language: 'sr-Latn',
  };
  const person = (part: number, role: string, name: readonly [string, string], more: Row): Row => ({
    id: idOf('participant', n, part),
    ...common,
    recorded_at: at(n, part),
    roles: [role],
    family_name: name[0],
    given_name: name[1],
    birth_date: null,
    sex: null,
    address: null,
    municipality_id: null,
    patrol_flag: null,
    phone: null,
    safe_times: null,
    employer: null,
    armed_role: null,
    school: null,
    safety_instruction: null,
    status: null,
    note: null,
    ...more,
  });
  const family = pick(['Ilić', 'Петровић', 'Kovač', 'Nagy'], n);
  return [
    person(VICTIM, 'VICTIM', [family, 'Jelena'], {
      birth_date: '1988-04-0' + String((n % 9) + 1),
      sex: 'FEMALE',
      address: `Skrivena ${String(n)}`,
      phone: `+381 60 ${String(n).padStart(6, '0')}`,
      safe_times: 'do 14 h',
      patrol_flag: true,
      note: 'Zna nemački.',
    }),
    person(RESPONDENT, 'RESPONDENT', [family, 'Dragan'], {
      birth_date: '1985-10-10',
      sex: 'MALE',
      address: `Glavna ${String(n)}`,
      employer: 'Invented d.o.o.',
      armed_role: pick(['HUNTER', null], n),
      status: 'REPORTED',
    }),
    person(CHILD, 'CHILD', [family, 'Mila'], {
      birth_date: '2012-02-02',
      sex: 'FEMALE',
      school: 'OŠ Izmišljena',
      safety_instruction: 'Predaje se samo majci.',
    }),
    person(NEIGHBOUR, 'PROTECTED_REPORTER', ['Tihi', 'Sused'], { phone: '+381 60 999 999' }),
  ];
};

/** One case file with a record of every kind; the custodians are those of the personas. */
const contentOf = (
  n: number,
  viewers: Readonly<Record<Persona, Viewer>>,
): Readonly<Record<string, readonly Row[]>> => {
  const row = (kind: Kind, persona: Persona, part: number, content: Row): Row => ({
    id: idOf(kind, n, part),
    case_id: idOf('case', n),
    custodian_id: viewers[persona].agencyId,
    recorded_by: viewers[persona].staffId,
    recorded_at: at(n, 10 + part),
    ...content,
  });
  const victim = { subject_id: idOf('participant', n, VICTIM) };
  const child = { subject_id: idOf('participant', n, CHILD) };
  const person = (part: number): string => idOf('participant', n, part);
  const extended = n % 2 === 1;
  return {
    participant: participantRows(n, viewers.police),
    relationship: [
      row('relationship', 'police', 1, {
        from_id: person(RESPONDENT),
        to_id: person(VICTIM),
        code: 'SPOUSE',
      }),
      row('relationship', 'police', 2, { from_id: person(RESPONDENT), to_id: person(CHILD), code: 'PARENT' }),
    ],
    incident: [
      row('incident', 'police', 1, {
        version: 2,
        reference: `I-${String(n)}`,
        occurred_at: at(n, 1),
        precision: 'MINUTE',
        place: 'HOME',
        forms: pick([['PHYSICAL', 'VERBAL'], ['PSYCHOLOGICAL'], ['ECONOMIC', 'CYBER']], n),
        weapon: pick(['KNIFE', 'NONE', 'FIREARM', null], n),
        children_present: true,
        channel: 'NEIGHBOUR',
        reported_without_consent: false,
        description: `Opis događaja ${String(n)}.`,
      }),
    ],
    police_risk_assessment: [
      row('risk', 'police', 1, {
        version: 2,
        ...victim,
        assessed_at: at(n, 2),
        level: pick(['LOW', 'IMMEDIATE', 'HIGH'], n),
        children_at_risk: true,
        answers: { POSSESSES_WEAPON: 'YES', EARLIER_VIOLENCE: 'NO' },
        victim_words: 'Rekao je da će me ubiti.',
        opinion_of_centre: null,
      }),
    ],
    police_urgent_measure: [
      row('measure', 'police', 1, {
        ...victim,
        number: `HM-${String(n)}`,
        kinds: ['REMOVAL_FROM_DWELLING', 'NO_CONTACT_OR_APPROACH'],
        ordered_at: at(n, 3),
        served_at: at(n, 4),
        covers_children: true,
      }),
    ],
    social_work_family_assessment: [
      row('family', 'socialWork', 1, {
        ...child,
        assessed_at: at(n, 5),
        findings: 'Nalaz o porodici.',
        summary: 'Sažetak za grupu.',
        opinion_on_risk: 'Rizik je visok.',
        custody: 'Oba roditelja.',
        consents_for_child: 'Majka.',
        collects_child: 'Majka ili baka.',
        child_statement: 'Plašim se tate.',
      }),
    ],
    health_examination: [
      row('examination', 'health', 1, {
        ...victim,
        examined_at: at(n, 6),
        injuries: 'Hematom na levoj ruci.',
        severity: 'MINOR',
        need: 'Kontrola za sedam dana.',
        hark: { humiliated: true, afraid: true, raped: null, kicked: false },
        findings: 'Bez preloma.',
        bears_on_risk: null,
        mental_health: 'Anksioznost.',
        mental_health_needs: 'Razgovor jednom nedeljno.',
        expert_opinion: null,
      }),
    ],
    prosecution_extension_proposal: [
      row('proposal', 'prosecution', 1, {
        ...victim,
        number: `KT-${String(n)}`,
        measure_id: idOf('measure', n, 1),
        filed_at: at(n, 7),
        evaluation: 'Neposredna opasnost traje.',
        danger: true,
      }),
    ],
    court_decision: [
      row('decision', 'court', 1, {
        ...victim,
        number: `NP-${String(n)}`,
        measure_id: idOf('measure', n, 1),
        decided_at: at(n, 8),
        outcome: extended ? 'EXTENDED' : 'REFUSED',
        until: extended ? '2999-01-01T00:00:00Z' : null,
        covers_children: true,
        reasoning: 'Obrazloženje.',
      }),
    ],
    ngo_service_use: [
      row('service', 'ngo', 1, {
        ...victim,
        service: 'COUNSELLING',
        started_on: day(n, 9),
        shelter_token: null,
        relay_phone: null,
      }),
      row('service', 'shelter', 2, {
        ...victim,
        service: 'SHELTER',
        started_on: day(n, 9),
        shelter_token: uuid(99, n),
        relay_phone: '+381 11 000 000',
      }),
    ],
    education_school_report: [
      row('report', 'education', 1, {
        ...child,
        observed_on: day(n, 9),
        danger: 'Dete se boji da ide kući.',
        observations: 'Povučena je.',
        attendance: 'Izostala tri dana.',
        told_parent: false,
      }),
    ],
  };
};

const deliveriesOf = (n: number, viewers: Readonly<Record<Persona, Viewer>>): readonly Row[] =>
  (
    [
      ['police_risk_assessment', 'risk', 'prosecution', 'DELIVERED'],
      ['police_risk_assessment', 'risk', 'court', 'FILED'],
      ['police_urgent_measure', 'measure', 'court', 'FILED'],
      ['prosecution_extension_proposal', 'proposal', 'court', 'FILED'],
      ['participant', 'participant', 'court', 'FILED'],
      ['court_decision', 'decision', 'police', 'EXECUTOR'],
    ] as const
  ).map(([table, kind, persona, how], index) => ({
    record_type: table,
    record_id: idOf(kind, n, kind === 'participant' ? VICTIM : 1),
    case_id: idOf('case', n),
    agency_id: viewers[persona].agencyId,
    kind: how,
    delivered_at: at(n, 12 + index),
  }));

const caseRow = (n: number, holder: Viewer): Row => ({
  id: idOf('case', n),
  custodian_id: holder.agencyId,
  recorded_by: holder.staffId,
  recorded_at: at(n, 0),
  reference: `${holder.agencyCode}/${String(n).padStart(2, '0')}`,
  area_id: holder.areaId,
  opened_at: at(n, 0),
  status: n % 5 === 0 ? 'CLOSED' : 'OPEN',
  closed_at: n % 5 === 0 ? at(n, 23) : null,
});

/** What the victim of the first case agreed to: at the centre towards a shelter, and withdrew; a service towards itself, confirmed. */
const consentRows = ({ socialWork, ngo, shelter, police, health }: Readonly<Record<Persona, Viewer>>) => {
  const row = (part: number, recorder: Viewer, recipients: readonly Viewer[], content: Row): Row => ({
    id: idOf('consent', 1, part),
    case_id: idOf('case', 1),
    custodian_id: recorder.agencyId,
    recorded_by: recorder.staffId,
    recorded_at: at(1, 10 + part),
    version: 1,
    subject_id: idOf('participant', 1, VICTIM),
    kind: 'CONSENT',
    recipient_ids: recipients.map(({ agencyId }) => agencyId),
    place: 'AGENCY',
    given_at: at(1, 9),
    until: at(100, 9),
    holder_id: police.agencyId,
    ...content,
  });
  const event = (part: number, kind: string, viewer: Viewer): Row => ({
    consent_id: idOf('consent', 1, part),
    kind,
    done_at: at(2, part),
    agency_id: viewer.agencyId,
    staff_id: viewer.staffId,
  });
  return {
    consent: [
      row(1, socialWork, [shelter, health], {
        categories: ['victim.existence', 'victim.identity.name'],
        form: 'WRITTEN',
      }),
      row(2, ngo, [ngo], { categories: ['health.existence', 'health.injuries'], form: 'ORAL_RECORDED' }),
    ],
    consent_event: [event(1, 'WITHDRAWN', health), event(2, 'CONFIRMED', police)],
  };
};

const accessRow = (
  n: number,
  part: number,
  viewer: Viewer,
  granter: Viewer,
  scope: string,
  basis: string,
): Row => ({
  id: idOf('access', n, part),
  case_id: idOf('case', n),
  agency_id: viewer.agencyId,
  scope,
  basis,
  purposes: scope === 'COORDINATION' ? ['AUDIT', 'STATISTICS'] : PURPOSES,
  starts_at: at(n, 0),
  ends_at: 'infinity',
  granted_by_agency: granter.agencyId,
});

const tieRow = (n: number, part: number, viewer: Viewer, named: boolean): Row => ({
  id: idOf('tie', n, part),
  case_id: idOf('case', n),
  agency_id: viewer.agencyId,
  unit_id: named ? null : viewer.unitId,
  staff_id: named ? viewer.staffId : null,
  starts_at: at(n, 0),
  ends_at: 'infinity',
});

/** The former version of a record, as the owner's trigger would have kept it. */
const keepFormer = (owner: Client, table: string, id: string, former: Row): Promise<unknown> =>
  owner.query(
    `insert into record_history (record_type, record_id, version, case_id, custodian_id, replaced_at, content)
     select $1, r.id, 1, r.case_id, r.custodian_id, '2020-02-02T00:00Z', to_jsonb(r) || $3::jsonb
     from ${table} r where r.id = $2`,
    [table, id, JSON.stringify({ version: 1, ...former })],
  );

/** Registry ids would be random: here they are counted. */
const countIds = async (owner: Client): Promise<void> => {
  await owner.query('create sequence fixture_ids');
  for (const table of ['area', 'municipality', 'agency', 'unit', 'staff', 'disclosure'])
    await owner.query(
      `alter table ${table} alter column id
       set default ('aaaaaaaa-0000-4000-8000-' || lpad(nextval('fixture_ids')::text, 12, '0'))::uuid`,
    );
  await owner.query('grant usage on sequence fixture_ids to public');
};

/** Who asks in these tests. */
export type Asker = Persona | FurtherPersona;

/** Fills a fresh database with twenty equal case files of a small region; every id and every time is the same in each run. */
export const createFixture = async (owner: Client): Promise<Readonly<Record<Asker, Viewer>>> => {
  await countIds(owner);
  const { viewers } = await createRegion(owner);
  const numbers = Array.from({ length: CASES }, (_, index) => index + 1);
  const { police, coordinator, otherPolice } = viewers;
  await insert(owner, 'case_file', [
    ...numbers.map((n) => caseRow(n, police)),
    caseRow(FOREIGN, otherPolice),
  ]);
  await insert(owner, 'case_access', [
    ...numbers.flatMap((n) => [
      accessRow(n, 1, police, police, 'OWN', 'rs.zsnp.15'),
      accessRow(n, 2, coordinator, police, 'COORDINATION', 'rs.zsnp.15'),
      ...SHARED.map(({ persona, scope, basis }, index) =>
        accessRow(n, 3 + index, viewers[persona], police, scope, basis),
      ),
    ]),
    accessRow(FOREIGN, 1, otherPolice, otherPolice, 'OWN', 'rs.zsnp.15'),
  ]);
  await insert(owner, 'case_tie', [
    ...numbers.flatMap((n) => [
      tieRow(n, 1, police, true),
      tieRow(n, 2, police, false),
      ...SHARED.map(({ persona }, index) => tieRow(n, 3 + index, viewers[persona], true)),
    ]),
    tieRow(FOREIGN, 1, otherPolice, true),
  ]);
  for (const n of numbers)
    for (const [table, rows] of Object.entries(contentOf(n, viewers))) await insert(owner, table, rows);
  for (const tables of [
    emergencyRows(viewers, [idOf('case', 1), idOf('case', 2)]),
    consentRows(viewers),
    mandateRows(viewers, idOf('case', 1), idOf('participant', 1, VICTIM)),
    registryRows(viewers),
    conflictRows(viewers, idOf('case', 7)),
  ]) {
    for (const [table, rows] of Object.entries<readonly Row[]>(tables))
      for (const row of rows) await insert(owner, table, [row]);
  }
  await insert(
    owner,
    'participant_own',
    numbers.flatMap((n) =>
      SHARED.flatMap(({ persona, own }) =>
        own === undefined
          ? []
          : [
              {
                case_id: idOf('case', n),
                participant_id: idOf('participant', n, own === 'child' ? CHILD : VICTIM),
                agency_id: viewers[persona].agencyId,
                relation: 'SELF',
                since: at(n, 0),
              },
            ],
      ),
    ),
  );
  await insert(
    owner,
    'record_delivery',
    numbers.flatMap((n) => deliveriesOf(n, viewers)),
  );
  for (const n of numbers) {
    await keepFormer(owner, 'incident', idOf('incident', n, 1), {
      weapon: 'UNKNOWN',
      description: 'Prvi opis.',
    });
    await keepFormer(owner, 'police_risk_assessment', idOf('risk', n, 1), {
      level: 'MEDIUM',
      victim_words: null,
    });
  }
  return { ...viewers, ...furtherViewers(viewers) };
};
