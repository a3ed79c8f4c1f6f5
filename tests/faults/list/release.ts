import { testsOf, type Fault } from '../fault';

const releasing = testsOf('unit/db/release-functions', 'release_to_officer');
const ending = testsOf('unit/db/release-functions', 'end_release');
const told = testsOf('unit/db/release-functions', 'releases_told');
const release = testsOf('e2e/mandate-and-release', 'a release');
const RELEASE = { file: 'migrations', within: 'function release_to_officer' } as const;
const END = { file: 'migrations', within: 'function end_release' } as const;
const TOLD = { file: 'migrations', within: 'function releases_told' } as const;

/** Releases by the holder's duty desk: of one record, to one officer, for one event. */
export const RELEASE_FAULTS: readonly Fault[] = [
  {
    id: 'release-of-every-record',
    breaks: 'A release of one address opens every address in the case.',
    ...RELEASE,
    find: 'made.holder_id, made.record_id, made.ends_at',
    replace: 'made.holder_id, null, made.ends_at',
    caughtBy: release(
      'opens one category of one record to one officer by his own token, and in the next answer of any process no more when it is ended',
    ),
  },
  {
    id: 'release-without-end',
    breaks: 'A release stays open when its hours are over.',
    ...RELEASE,
    find: 'made.record_id, made.ends_at',
    replace: "made.record_id, 'infinity'",
    caughtBy: releasing('opens what is named of one record to one person, for its hours'),
  },
  {
    id: 'release-for-days',
    breaks: 'A release for one event lasts for days.',
    file: 'migrations',
    within: 'table officer_release',
    find: 'hours between 1 and 24',
    replace: 'hours between 1 and 240',
    caughtBy: releasing('lasts a day at most, and names categories of a role that the person has'),
  },
  {
    id: 'release-of-another-role',
    breaks: 'A release names a category of a role that the person does not have.',
    ...RELEASE,
    find: "if p_table = 'participant' and exists",
    replace: 'if false and exists',
    caughtBy: releasing('lasts a day at most, and names categories of a role that the person has'),
  },
  {
    id: 'release-by-a-stranger',
    breaks: 'An agency releases what another holds.',
    ...RELEASE,
    find: 'o.custodian_id is distinct from v.agency_id or',
    replace: '',
    caughtBy: releasing('is for the holder, by the own token'),
  },
  {
    id: 'release-by-who-is-locked',
    breaks: 'Somebody of the desk who is locked out of the case releases of it.',
    ...RELEASE,
    find: 'or not case_unlocked(o.case_id)',
    replace: '',
    caughtBy: releasing('is for the holder, by the own token'),
  },
  {
    id: 'release-by-a-machine',
    breaks: 'A machine releases in the name of the desk.',
    ...RELEASE,
    find: "viewer_proof() is distinct from 'PROVEN' or",
    replace: '',
    caughtBy: releasing('is for the holder, by the own token'),
  },
  {
    id: 'release-to-anybody',
    breaks: 'A release goes to an officer who does not reach the case.',
    ...RELEASE,
    find: "and a.scope <> 'COORDINATION'",
    replace: "or a.scope <> 'COORDINATION'",
    caughtBy: releasing('is to somebody of another agency that reaches the case'),
  },
  {
    id: 'release-to-a-colleague-of-an-emergency',
    breaks: 'A release goes to somebody who reaches the case by the emergency of a colleague.',
    ...RELEASE,
    find: '(a.staff_id is null or a.staff_id = x.id) and',
    replace: '',
    caughtBy: releasing('is to somebody of another agency that reaches the case'),
  },
  {
    id: 'release-tells-of-a-lock',
    breaks:
      'A release to an officer who is locked out of the case is refused, which tells the desk of his conflict of interest.',
    ...RELEASE,
    find: 'and a.starts_at <= now() and a.ends_at > now());',
    replace:
      'and a.starts_at <= now() and a.ends_at > now()) and not exists (select from case_lock l where l.case_id = o.case_id and l.ends_at > now() and (l.staff_id = x.id or l.unit_id = x.unit_id));',
    caughtBy: releasing(
      'is made alike to who is locked out of the case, whom it tells nothing and for whom it opens nothing',
    ),
  },
  {
    id: 'release-to-a-closed-agency',
    breaks: 'A release goes to somebody of an agency that is closed.',
    ...RELEASE,
    find: "on g.id = x.agency_id and g.status = 'ACTIVE'",
    replace: 'on g.id = x.agency_id',
    caughtBy: releasing('is to nobody whose agency is closed'),
  },
  {
    id: 'release-to-who-has-left',
    breaks: 'A release goes to somebody who does not work there any more.',
    ...RELEASE,
    find: 'and x.active and',
    replace: 'and',
    caughtBy: releasing('is to somebody of another agency that reaches the case'),
  },
  {
    id: 'release-ended-in-name',
    breaks: 'A release that was ended stays open until its hours are over.',
    ...END,
    find: 'set ends_at = greatest(now(), starts_at) where source_id',
    replace: 'set ends_at = ends_at where source_id',
    caughtBy: ending('closes it at once, by the holder alone'),
  },
  {
    id: 'release-ended-by-anybody',
    breaks: 'Any agency ends the release of another.',
    ...END,
    find: 'and holder_id = v.agency_id',
    replace: '',
    caughtBy: ending('closes it at once, by the holder alone'),
  },
  {
    id: 'release-reason-to-coordinators',
    breaks: 'A coordinator reads why an address was released, which may tell whose.',
    ...TOLD,
    find: 'case when not k.coordinated then r.reason end',
    replace: 'r.reason',
    caughtBy: told(
      'tells the holder and the officer all of it, a coordinator neither of whom nor why, and others nothing',
    ),
  },
  {
    id: 'release-told-to-colleagues',
    breaks: 'The colleagues of an officer are told what was released to him.',
    ...TOLD,
    find: 'r.staff_id = viewer_staff() and',
    replace: '',
    caughtBy: told(
      'tells the holder and the officer all of it, a coordinator neither of whom nor why, and others nothing',
    ),
  },
  {
    id: 'release-told-after-the-scope',
    breaks:
      'An officer reads of the case by what was once released to him, when his agency has no scope any more.',
    ...TOLD,
    find: 'r.agency_id = viewer_agency() and case_reached(r.case_id)',
    replace: 'r.agency_id = viewer_agency()',
    caughtBy: told(
      'tells nothing to who is locked out, nor to an officer whose agency reaches the case no more',
    ),
  },
  {
    id: 'release-by-assertion',
    breaks: 'A machine that names the officer reads what was released to him.',
    file: 'policies/casework/victim.yaml',
    find: `proof: [PROVEN]
        scope: [OWN, LIAISON, CONFERENCE]
        purpose: [PROTECTION]
        tie: [NAMED]
        release: true`,
    replace: `scope: [OWN, LIAISON, CONFERENCE]
        purpose: [PROTECTION]
        tie: [NAMED]
        release: true`,
    caughtBy: release(
      'opens one category of one record to one officer by his own token, and in the next answer of any process no more when it is ended',
    ),
  },
  {
    id: 'release-of-any-category',
    breaks: 'The desk releases what no rule lets it release to that sector.',
    file: 'src/casework/grants/release-check.ts',
    find: 'if (problems.length > 0)',
    replace: 'if (problems.length > 100)',
    caughtBy: release(
      'is the duty desk’s of the holder alone, to an officer who reaches the case, of what a rule lets it release',
    ),
  },
  {
    id: 'release-names-forbidden-categories',
    breaks: 'A coordinator reads the names of silent and forbidden categories that were released.',
    file: 'src/casework/grants/release-told.ts',
    find: 'row.recordId !== null || isTold(context.policies, category)',
    replace: "category !== ''",
    caughtBy: release('shows the coordinator who, to whom and when, and neither of whom nor why'),
  },
  {
    id: 'release-names-the-shelter',
    breaks: 'A coordinator reads the name of whoever released at a concealed agency.',
    file: 'src/casework/grants/release-told.ts',
    find: 'holder.concealed ? null : row.releasedByName',
    replace: 'row.releasedByName',
    caughtBy: release('shows the coordinator who, to whom and when, and neither of whom nor why'),
  },
];
