import type { CaseDraft } from '../case-draft';
import type { Member, Registry } from '../registry';

/** The personas who work on the showcase, each named on it but the last, who come to it in another way. */
export interface Team {
  readonly police: Member;
  readonly policeSupervisor: Member;
  readonly policeConflict: Member;
  readonly socialWork: Member;
  readonly health: Member;
  readonly prosecution: Member;
  readonly court: Member;
  readonly ngo: Member;
  readonly shelter: Member;
  readonly education: Member;
  readonly socialWorkDesk: Member;
  readonly prosecutionLiaison: Member;
  readonly otherPolice: Member;
  readonly otherSocialWork: Member;
  readonly otherHealth: Member;
}

export const teamOf = (registry: Registry): Team => ({
  police: registry.persona('police'),
  policeSupervisor: registry.persona('police-supervisor'),
  policeConflict: registry.persona('police-conflict'),
  socialWork: registry.persona('social-work'),
  health: registry.persona('health'),
  prosecution: registry.persona('prosecution'),
  court: registry.persona('court'),
  ngo: registry.persona('ngo'),
  shelter: registry.persona('shelter'),
  education: registry.persona('education'),
  socialWorkDesk: registry.persona('social-work-desk'),
  prosecutionLiaison: registry.persona('prosecution-liaison'),
  otherPolice: registry.persona('police-2'),
  otherSocialWork: registry.persona('social-work-2'),
  otherHealth: registry.persona('health-2'),
});

/** A moment of the showcase, in hours before the region's present. */
export type Ago = (hours: number) => Date;

export interface Stage {
  readonly draft: CaseDraft;
  readonly team: Team;
  readonly ago: Ago;
}
