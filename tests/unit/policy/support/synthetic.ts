/**
 * A small policy that uses every feature once: an invented law, invented categories. The exhaustive comparison with the
 * reference evaluator runs over it.
 */
export const VOCABULARY = `
handling: [SEAL_FROM_PARTIES, NO_PRINT, ORAL_ONLY]
roles:
  LIAISON: { sector: [POLICE, PROSECUTION], purposes: [PROTECTION, INVESTIGATION], about: liaison person }
  JUDGE: { sector: COURT, purposes: [ADJUDICATION], about: sitting judge }
  AUDITOR: { sector: COORDINATION, purposes: [AUDIT, STATISTICS], about: coordinator }
categories:
  risk.level: { kind: content, row: '11', about: level of the risk }
  risk.filed: { kind: content, about: the assessment as filed with a court }
  risk.emergency: { kind: content, about: what an emergency opens }
  risk.flag: { kind: content, derivedFrom: [risk.level], about: danger yes or no }
  risk.existence: { kind: existence, about: that there is an assessment }
  place.shelter: { kind: content, silent: true, about: where a shelter stands }
  note.child: { kind: content, about: a note about a person }
  name.full: { kind: content, family: true, row: '1', about: name of a participant }
  duty.access: { kind: metadata, about: who has access }
  case.read: { kind: operation, about: the query for a case }
  risk.record: { kind: write, about: adding an assessment }
`;

export const RS = `
country: RS
instruments:
  rs.law: { title: Invented law, kind: LAW, validFrom: '2017-06-01' }
  rs.new: { title: Invented law to come, kind: LAW, validFrom: '2031-01-01', validTo: '2032-01-01' }
  rs.habit: { title: Invented practice, kind: PRACTICE }
  rs.deal: { title: Invented agreement, kind: AGREEMENT }
bases:
  rs.law.1: { instrument: rs.law, article: 1, kind: LAW, confidence: S, about: daily exchange }
  rs.law.2: { instrument: rs.law, article: '2(1)', kind: LAW, confidence: M, about: from memory }
  rs.law.3: { instrument: rs.law, article: 3, kind: LAW, confidence: U, about: verified since, verified: { by: A lawyer, on: '2026-01-31', text: Official Gazette 1/2017 } }
  rs.law.4: { instrument: rs.law, article: 4, kind: CONSENT, confidence: S, about: consent of the person }
  rs.new.1: { instrument: rs.new, article: 1, kind: LAW, confidence: S2, about: not yet in force }
  rs.habit.1: { instrument: rs.habit, article: 1, kind: PRACTICE, confidence: S, about: table before the meeting }
  rs.deal.1: { instrument: rs.deal, article: annex, kind: AGREEMENT, confidence: S, about: exchange of levels }
`;

export const ME = `
country: ME
instruments:
  me.law: { title: Invented law of the neighbour, kind: LAW }
bases:
  me.law.1: { instrument: me.law, article: 1, kind: LAW, confidence: S2, about: exchange there }
`;

export const INT = `
country: INT
instruments:
  int.gdpr: { title: Invented regulation, kind: LAW }
bases:
  int.gdpr.6: { instrument: int.gdpr, article: 6, kind: VITAL, confidence: S, about: vital interests }
  int.gdpr.7: { instrument: int.gdpr, article: 7, kind: CONSENT, confidence: S, about: consent }
  int.gdpr.8: { instrument: int.gdpr, article: 8, kind: LAW, confidence: S, about: public task }
`;

export const RISK = `
categories:
  risk.level:
    holder: POLICE
    handling: [NO_PRINT]
    readers:
      - sector: [PROSECUTION, SOCIAL_WORK]
        scope: [LIAISON, CONFERENCE]
        purpose: [PROTECTION, PROSECUTION]
        tie: [UNIT, NAMED]
        basis: [rs.law.1, rs.habit.1]
      - sector: [NGO]
        scope: [CONFERENCE]
        purpose: [CARE]
        tie: [NAMED]
        own: [SELF]
        consent: true
        basis: [rs.law.4]
      - sector: [NGO]
        scope: [CONFERENCE]
        purpose: [CARE]
        tie: [NAMED]
        own: [SELF, KIN]
        order: [IN_FORCE]
        basis: [rs.law.2]
  risk.filed:
    holder: POLICE
    readers:
      - sector: [COURT]
        scope: [REFERRAL]
        purpose: [ADJUDICATION]
        tie: [NAMED]
        role: [JUDGE]
        record: [ADDRESSEE]
        mandate: true
        handling: [SEAL_FROM_PARTIES]
        basis: [rs.law.3]
      - sector: [COURT]
        scope: [REFERRAL]
        purpose: [ADJUDICATION]
        tie: [UNIT, NAMED]
        record: [ADDRESSEE]
        basis: [rs.new.1]
  risk.emergency:
    readers:
      - sector: [HEALTH]
        scope: [BREAK_GLASS]
        purpose: [CARE]
        tie: [UNIT, NAMED]
        proof: [PROVEN]
        breakGlass: true
        basis: [int.gdpr.6]
      - sector: [HEALTH]
        scope: [REFERRAL]
        purpose: [CARE]
        tie: [NAMED]
        release: true
        basis: [int.gdpr.6]
  risk.flag:
    readers:
      - sector: [EDUCATION]
        scope: [CONFERENCE]
        purpose: [CHILD_PROTECTION]
        tie: [NAMED]
        order: [IN_FORCE, ENDED]
        agreement: true
        basis: [rs.deal.1, rs.law.1]
      - sector: [EDUCATION]
        scope: [OWN]
        purpose: [CHILD_PROTECTION]
        tie: [UNIT, NAMED]
        allegation: [STANDS]
        basis: [me.law.1]
  risk.existence:
    holder: [POLICE, SOCIAL_WORK]
    readers:
      - sector: [PROSECUTION, SOCIAL_WORK, HEALTH]
        scope: [LIAISON]
        purpose: [PROTECTION]
        tie: [UNIT, NAMED]
        basis: [rs.law.1, me.law.1]
  risk.record:
    holder: POLICE
    readers:
      - sector: [POLICE]
        scope: ANY
        purpose: [PROTECTION, INVESTIGATION]
        tie: ANY
        proof: [PROVEN]
        basis: [rs.law.1]
`;

export const PEOPLE = `
categories:
  place.shelter:
    holder: NGO
    forbid: true
    handling: [ORAL_ONLY]
    readers:
      - sector: [SOCIAL_WORK]
        scope: [REFERRAL]
        purpose: [PROTECTION]
        tie: [NAMED]
        consent: true
        basis: [int.gdpr.7]
  note.child:
    readers:
      - sector: [EDUCATION]
        scope: [CONFERENCE]
        purpose: [CHILD_PROTECTION]
        tie: [NAMED]
        subject: [CHILD]
        basis: [rs.law.1]
      - sector: [EDUCATION]
        scope: [OWN]
        purpose: [CHILD_PROTECTION]
        tie: [NAMED]
        subject: [VICTIM, CHILD]
        own: [KIN]
        basis: [rs.law.1]
      - sector: [SOCIAL_WORK]
        scope: [OWN]
        purpose: [CARE]
        tie: [NAMED]
        basis: [rs.law.1]
  victim|child.name.full:
    holder: [POLICE, HEALTH]
    readers:
      - sector: [SOCIAL_WORK, HEALTH]
        scope: [CONFERENCE]
        purpose: [PROTECTION, CARE]
        tie: [UNIT, NAMED]
        basis: [rs.law.1]
  respondent.name.full:
    holder: POLICE
    readers:
      - sector: [SOCIAL_WORK]
        scope: [CONFERENCE]
        purpose: [PROTECTION]
        tie: [NAMED]
        handling: [NO_PRINT]
        basis: [rs.law.2]
  reporter|witness.name.full:
    holder: POLICE
    readers: []
  protected-reporter.name.full:
    forbid: true
    readers: []
  duty.access:
    readers:
      - sector: [COORDINATION]
        scope: ANY
        purpose: [AUDIT]
        tie: ANY
        role: [AUDITOR]
        basis: [int.gdpr.8]
  case.read:
    readers:
      - sector: [POLICE, SOCIAL_WORK, HEALTH, PROSECUTION, COURT, NGO, EDUCATION]
        scope: ANY
        purpose: [PROTECTION, INVESTIGATION, PROSECUTION, ADJUDICATION, CARE, CHILD_PROTECTION]
        tie: ANY
        basis: [int.gdpr.8]
`;

export const SYNTHETIC: Readonly<Record<string, string>> = {
  'vocabulary.yaml': VOCABULARY,
  'protocols/rs.yaml': RS,
  'protocols/me.yaml': ME,
  'protocols/int.yaml': INT,
  'police/risk.yaml': RISK,
  'casework/people.yaml': PEOPLE,
};
