import type { RelationshipCodeName } from '../../casework/relationship-codes';
import type { SubjectRole } from '../../policy/facts';
import type { CaseDraft, ParticipantDetails } from '../case-draft';
import { inventAddress, inventEmployer, inventPhone, inventSafeTimes } from '../contacts';
import { inventKin, inventPerson, type Kin, type Wanted } from '../people';
import type { Random } from '../random';
import type { Member } from '../registry';
import type { ParticipantRow } from '../rows';
import { inScript } from '../script';
import type { Cast } from '../story';
import { NOTES } from '../texts/notes';
import type { Situation } from './situations';

/** How much the officer learned of a person. */
const knowledge = (random: Random, who: 'VICTIM' | 'RESPONDENT'): NonNullable<Wanted['known']> =>
  random.weighted(
    who === 'VICTIM'
      ? { ALL: 84, NO_NUMBER: 8, AGE_ONLY: 8, NOTHING: 0 }
      : { ALL: 80, NO_NUMBER: 8, AGE_ONLY: 8, NOTHING: 4 },
  );

/** Enters the persons of a situation, as the agency that opens the case hears of them. */
export class Casting {
  constructor(
    private readonly draft: CaseDraft,
    private readonly by: Member,
    private readonly municipalityId: string | null,
  ) {}

  play(situation: Situation): Cast {
    const { random } = this.draft;
    const kin = inventKin(random);
    const other: Kin = situation.ownName === true ? inventKin(random) : kin;
    const victims = situation.victims.map(({ roles, ...wanted }) =>
      this.enter(roles, other, { ...wanted, known: knowledge(random, 'VICTIM') }, this.victimDetails(other)),
    );
    const respondents = situation.respondents.map(({ roles, ...wanted }) =>
      roles.includes('VICTIM')
        ? this.enter(roles, kin, wanted, this.victimDetails(kin))
        : this.enter(
            roles,
            kin,
            { ...wanted, known: knowledge(random, 'RESPONDENT') },
            this.respondentDetails(kin),
          ),
    );
    const children = Array.from({ length: random.int(...situation.children) }, () => {
      const age = random.int(1, 16);
      const sex = random.chance(0.5) ? 'FEMALE' : 'MALE';
      return { row: this.enter(['CHILD'], kin, { sex, age }, this.childDetails(age)), age };
    });
    situation.relations.forEach((code, index) => {
      for (const one of respondents.slice(index, index + 1)) {
        for (const victim of victims) this.relate(one, code, victim);
      }
    });
    const [ofVictim, ofRespondent] = situation.parents;
    for (const { row } of children) {
      for (const one of victims.slice(0, 1)) this.relate(one, ofVictim, row);
      for (const one of respondents.slice(0, 1)) this.relate(one, ofRespondent, row);
    }
    // A young victim is a child of the case as well.
    const young = victims
      .filter(({ roles }) => roles.includes('CHILD'))
      .map((row) => ({ row, age: situation.victims[0]?.age ?? 0 }));
    this.bystanders(victims);
    return { victims, respondents, children: [...young, ...children] };
  }

  private enter(
    roles: readonly SubjectRole[],
    kin: Kin,
    wanted: Wanted,
    details: ParticipantDetails,
  ): ParticipantRow {
    const { draft, by } = this;
    const person = inventPerson(draft.random, kin, wanted, draft.world.now);
    return draft.participant(by, draft.openedAt, roles, person, details);
  }

  private relate(from: ParticipantRow, code: RelationshipCodeName, to: ParticipantRow): void {
    this.draft.relate(this.by, this.draft.openedAt, from, code, to);
  }

  private place(): { municipalityId?: string } {
    return this.municipalityId === null ? {} : { municipalityId: this.municipalityId };
  }

  private victimDetails({ script }: Kin): ParticipantDetails {
    const { random, opener } = this.draft;
    const address = inScript(inventAddress(random), script);
    const safeTimes = inScript(inventSafeTimes(random), script);
    return {
      ...this.place(),
      ...(opener.sector === 'POLICE' || opener.sector === 'SOCIAL_WORK' || opener.sector === 'NGO'
        ? { address, patrolFlag: random.chance(0.3) }
        : {}),
      phone: inventPhone(random),
      ...(random.chance(0.6) ? { safeTimes } : {}),
      ...(random.chance(0.25) ? { note: inScript(random.pick(NOTES), script) } : {}),
    };
  }

  private respondentDetails({ script }: Kin): ParticipantDetails {
    const { random } = this.draft;
    const armed = random.chance(0.15);
    return {
      ...this.place(),
      address: inScript(inventAddress(random), script),
      phone: inventPhone(random),
      employer: inScript(inventEmployer(random), script),
      status: 'REPORTED',
      ...(armed
        ? { armedRole: random.pick(['HUNTER', 'HUNTER', 'PRIVATE_SECURITY', 'MILITARY', 'POLICE'] as const) }
        : {}),
    };
  }

  private childDetails(age: number): ParticipantDetails {
    const { random, opener } = this.draft;
    const school = random.pick(['Osnovna škola „Slavujev gaj“', 'Osnovna škola „Beli jablan“']);
    const knowsSchool = opener.sector === 'SOCIAL_WORK' || opener.sector === 'EDUCATION';
    return { ...this.place(), ...(knowsSchool && age >= 7 ? { school } : {}) };
  }

  /** Neighbours and others, of whom some must not be known to have reported. */
  private bystanders(victims: readonly ParticipantRow[]): void {
    const { random } = this.draft;
    const role = random.weighted({ NONE: 62, REPORTER: 16, PROTECTED_REPORTER: 10, WITNESS: 12 });
    if (role === 'NONE') return;
    const wanted: Wanted = {
      sex: random.chance(0.6) ? 'FEMALE' : 'MALE',
      age: random.int(25, 75),
      known: role === 'WITNESS' ? 'AGE_ONLY' : 'NO_NUMBER',
    };
    const row = this.enter([role], inventKin(random), wanted, { phone: inventPhone(random) });
    for (const victim of victims.slice(0, 1)) this.relate(row, 'ACQUAINTANCE', victim);
  }
}
