import { recordConsent, withdrawConsent } from '../grants/consent';
import { approveEmergency, askForEmergency } from '../grants/emergency';
import { recordMandate } from '../grants/mandate';
import { releaseToOfficer } from '../grants/release';
import type { ExaminationRow } from '../rows';
import type { ShowcaseChildren, ShowcasePeople } from './people';
import type { Stage } from './team';

/** What she agreed to: one consent in force, one that waits, one withdrawn, and a release from secrecy. */
export const playConsents = (
  { draft, team, ago }: Stage,
  { victim }: ShowcasePeople,
  { son }: ShowcaseChildren,
): void => {
  const { socialWork, health, ngo, education } = team;
  // The mother for the son, until she thought better of it at his school: the association has never had it.
  const forSon = recordConsent(draft, {
    kind: 'CONSENT',
    by: socialWork,
    at: ago(300),
    of: son,
    represented: victim,
    to: [ngo.agency],
    categories: ['child.existence', 'child.role', 'child.identity.name', 'child.identity.birth-year'],
    form: 'WRITTEN',
    place: 'AGENCY',
    givenAt: ago(301),
    days: 180,
  });
  withdrawConsent(draft, forSon, education, ago(72));
  recordConsent(draft, {
    kind: 'CONSENT',
    by: socialWork,
    at: ago(28),
    of: victim,
    to: [ngo.agency],
    categories: [
      'health.existence',
      'health.time',
      'health.injuries',
      'health.severity',
      'risk.victim-words',
    ],
    form: 'WRITTEN',
    place: 'AGENCY',
    givenAt: ago(28.5),
    days: 90,
  });
  recordConsent(draft, {
    kind: 'SECRECY_RELEASE',
    by: health,
    at: ago(30),
    of: victim,
    to: [socialWork.agency],
    categories: ['health.hark', 'health.findings'],
    form: 'WRITTEN',
    place: 'HEALTH_SERVICE',
    givenAt: ago(30.5),
    days: 60,
  });
  // By whom it would serve: the police, who entered her, ask her first.
  recordConsent(draft, {
    kind: 'CONSENT',
    by: ngo,
    at: ago(1),
    of: victim,
    to: [ngo.agency],
    categories: ['family.existence', 'family.time', 'family.summary'],
    form: 'ORAL_RECORDED',
    place: 'REMOTE',
    givenAt: ago(2),
    days: 90,
  });
};

/** An order of the court about one examination, which was filed with it, and a request that the centre has not answered. */
export const playMandates = ({ draft, team, ago }: Stage, filed: ExaminationRow): void => {
  const { court, prosecution, health, socialWork } = team;
  recordMandate(draft, {
    kind: 'COURT_ORDER',
    reference: `NR-${String(draft.world.number(court.agency, 'order'))}`,
    by: court,
    at: ago(12),
    holder: health.agency,
    addressee: court.agency,
    categories: ['health.findings', 'health.expert-opinion'],
    record: filed,
    days: 60,
  });
  recordMandate(draft, {
    kind: 'STATUTORY_REQUEST',
    reference: `ZZ-${String(draft.world.number(prosecution.agency, 'request'))}`,
    by: prosecution,
    at: ago(3),
    holder: socialWork.agency,
    addressee: prosecution.agency,
    categories: ['family.child-statement'],
    days: 30,
  });
};

/** The night of the second event: the desk of the centre told one officer where the daughter was, for three hours. */
export const playRelease = ({ draft, team, ago }: Stage, { daughter }: ShowcaseChildren): void => {
  releaseToOfficer(draft, {
    by: team.socialWorkDesk,
    at: ago(32),
    of: daughter,
    categories: ['child.address.full'],
    to: team.police,
    reason: 'Patrola proverava da li je devojčica bezbedna i ostaje dok se lice ne pronađe.',
    hours: 3,
  });
};

/** Three who had no part in the case: one whose verdict is overdue, one whose verdict is due, one who waits for an answer. */
export const playEmergencies = ({ draft, team, ago }: Stage): void => {
  const { police, prosecutionLiaison, otherPolice, otherHealth, otherSocialWork } = team;
  const overdue = askForEmergency(draft, {
    by: otherSocialWork,
    at: ago(240),
    reason: 'Dežurstvo: prijavljeno je da dete čeka samo na stanici i da ga neko prati.',
    categories: [
      ...['case.existence', 'respondent.existence', 'respondent.role', 'respondent.identity.name'],
      ...['victim.existence', 'measure.existence', 'measure.in-force'],
    ],
    hours: 2,
  });
  approveEmergency(draft, overdue, police, ago(239.8));
  const ended = askForEmergency(draft, {
    by: otherHealth,
    at: ago(32.4),
    reason: 'Pacijentkinja je dovedena sa posekotinom; ispred ambulante čeka muškarac koji traži da uđe.',
    categories: [
      ...['case.existence', 'respondent.existence', 'respondent.role', 'respondent.identity.name'],
      ...['victim.existence', 'risk.existence', 'risk.danger'],
    ],
    hours: 4,
  });
  approveEmergency(draft, ended, prosecutionLiaison, ago(32.2));
  askForEmergency(draft, {
    by: otherPolice,
    at: ago(0.25),
    reason: 'Patrola je pred ulazom, čuje se svađa; mora da zna da li je lice naoružano.',
    categories: [
      ...['case.existence', 'respondent.existence', 'respondent.role', 'respondent.identity.name'],
      ...['respondent.armed-role', 'victim.existence', 'risk.existence', 'risk.level'],
    ],
    hours: 3,
  });
};
