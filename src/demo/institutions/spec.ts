import type { Sector } from '../../policy/facts';

export interface StaffSpec {
  readonly name: string;
  /** Role ids of `policies/vocabulary.yaml`. */
  readonly roles: readonly string[];
  /** Short name under which one logs in as this person; the others cannot be chosen. */
  readonly persona?: string;
  /** What the persona shows, for whoever chooses one. */
  readonly about?: string;
  /** Takes in what arrives; otherwise the person belongs to the second unit. */
  readonly intake?: true;
  /** Left the agency. */
  readonly left?: true;
}

export interface AgencySpec {
  readonly code: string;
  readonly name: string;
  /** Its name in a deployment whose country the region does not lie in. */
  readonly plainName: string;
  readonly sector: Sector;
  /** Code of its municipality; a concealed agency tells none. */
  readonly municipality?: string;
  readonly concealed?: true;
  /** Names of the intake unit and of the other one. */
  readonly units: readonly [intake: string, other: string];
  readonly staff: readonly StaffSpec[];
}

export interface MunicipalitySpec {
  readonly code: string;
  readonly nameLatn: string;
  readonly nameCyrl: string;
}

export interface AreaSpec {
  readonly code: string;
  readonly name: string;
  readonly plainName: string;
  /** Real places under their official numbers; what is invented is the area that joins them, and every institution. */
  readonly municipalities: readonly MunicipalitySpec[];
  readonly agencies: readonly AgencySpec[];
}
