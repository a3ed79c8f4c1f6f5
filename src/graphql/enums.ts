import { registerEnumType } from 'type-graphql';
import type { Proof, Purpose, Scope, Sector, SubjectRole, WithheldCode } from '../policy/facts';

/** A closed list as a GraphQL enum: each value with what it means. The object maps each value to itself. */
export const enumOf = <T extends string>(
  name: string,
  meanings: Readonly<Record<T, string>>,
  description: string,
): Record<T, T> => {
  const values = Object.keys(meanings) as T[];
  const table = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  const valuesConfig = Object.fromEntries(
    values.map((value) => [value, { description: meanings[value] }]),
  ) as Record<T, { description: string }>;
  registerEnumType(table, { name, description, valuesConfig });
  return table;
};

export const SectorEnum = enumOf<Sector>(
  'Sector',
  {
    POLICE: 'Assesses the risk and orders urgent measures (ZSNP arts 15-17).',
    SOCIAL_WORK:
      'Centre for social work: assesses the family, gives its opinion on the risk, protects children.',
    HEALTH: 'Examines and treats injured persons.',
    PROSECUTION: 'Proposes extensions of urgent measures and prosecutes.',
    COURT: 'Decides on extensions and other protective orders.',
    NGO: 'Specialist service for victims; a shelter is one.',
    EDUCATION: 'School or kindergarten of a child in a case.',
    COORDINATION: 'Oversees the cooperation in an area; reads no content of cases.',
  },
  'What kind of institution an agency is; given by the registry, never by a token.',
);
export const PurposeEnum = enumOf<Purpose>(
  'Purpose',
  {
    PROTECTION: 'To protect the victim and others in danger.',
    INVESTIGATION: 'To find out what happened: police work on an offence.',
    PROSECUTION: 'To propose measures and to charge.',
    ADJUDICATION: 'To decide in court.',
    CARE: 'To treat, counsel or support a person of the case.',
    CHILD_PROTECTION: 'To protect a child of the case.',
    AUDIT: 'To check who saw what; opens no content of cases.',
    STATISTICS: 'To count; opens no content of cases.',
  },
  'What a request is for: one, named in the header Spona-Purpose. It only narrows what may be seen.',
);
export const ProofEnum = enumOf<Proof>(
  'Proof',
  {
    PROVEN: "The person's own token, or one whose `act` claim names the client that acts for the person.",
    ASSERTED: 'A machine client names the person in Spona-Staff; some rules do not accept it.',
  },
  'How the hub knows the person who asks.',
);
export const ScopeEnum = enumOf<Scope>(
  'Scope',
  {
    OWN: 'The agency opened the case.',
    LIAISON: 'Daily exchange between police, prosecution, court and social work (ZSNP art. 24).',
    CONFERENCE: 'The agency was invited to the group for coordination and cooperation (ZSNP art. 25).',
    REFERRAL: 'A person of the case was referred to the agency (ZSNP art. 31).',
    BREAK_GLASS: 'Opened in an emergency, to one person for some hours, after a second person approved it.',
    COORDINATION: 'Oversight of the area: who did what, but no content.',
  },
  'Why an agency reaches a case.',
);
export const ParticipantRoleEnum = enumOf<SubjectRole>(
  'ParticipantRole',
  {
    VICTIM: 'Against whom the violence is.',
    RESPONDENT: 'The possible perpetrator, as the law calls him.',
    CHILD: 'A minor of the family or household, also where violence was only witnessed.',
    REPORTER: 'Who reported, and may be known to.',
    PROTECTED_REPORTER:
      'Who reported and is known to next to nobody; always the only role, since another would make the person known.',
    WITNESS: 'Who saw or heard what happened.',
  },
  'What a person is in a case; several at once, except for a protected reporter.',
);
export const WithheldCodeEnum = enumOf<WithheldCode>(
  'WithheldCode',
  {
    NO_RULE: 'No rule opens it to this sector and role.',
    PURPOSE: 'A rule opens it for another purpose.',
    SCOPE: 'A rule opens it where the case fulfils its conditions: scope, tie, the person concerned.',
    TIE: 'A rule opens it to whom the case is assigned by name.',
    PROOF: "A rule opens it to the person's own token.",
    CONSENT: 'It opens with the consent of the person concerned.',
    MANDATE: 'It opens with a court order or statutory request.',
    FORBIDDEN: 'Forbidden to all but those whom the forbidding rule itself names.',
  },
  'What would open a withheld field. It comes from the policy alone, never from the case. There is none for a conflict of interest: such a case is not found.',
);
