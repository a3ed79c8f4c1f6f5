import { createHmac } from 'node:crypto';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Sector } from '../policy/facts';
import { Category } from './category';
import { SectorEnum } from './enums';

/**
 * An agency as it is named on a case. Where the registry marks the agency concealed and the viewer belongs to another one, `id` and
 * `name` are a pseudonym of this case alone: the same agency cannot be recognised on another case. Where the viewer's own agency named
 * it by its id in the registry, the pseudonym is one of that act alone: it would tell whose all the others are.
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'An agency as it is named on a case; a concealed one by a pseudonym of that case or, where the own agency named it, of what it was named in.',
})
export class AgencyReference {
  @Category('public')
  @Field(() => ID, { description: 'Id of the agency in the registry, or its pseudonym.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'The name, or the words that stand for a concealed agency.' })
  name!: string;

  @Category('public')
  @Field(() => SectorEnum, { description: 'Sector of the agency, also of a concealed one.' })
  sector!: Sector;

  @Category('public')
  @Field(() => Boolean, { description: 'True where id and name are a pseudonym.' })
  concealed!: boolean;
}

const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Orders agencies by what is told of them: by its code or id in the registry a concealed one could be told from another. */
export const byToldName = (a: AgencyReference, b: AgencyReference): number =>
  compared(a.name, b.name) || compared(a.id, b.id);

export interface RegisteredAgency {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly concealed: boolean;
}

/** SQL that answers the agency of that alias as a {@link RegisteredAgency}. */
export const agencyJson = (alias: string): string =>
  `json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'sector', ${alias}.sector, 'concealed', ${alias}.concealed)`;

/**
 * Names agencies to one viewer. `place`: the case on which the agency is named; where the viewer's own agency named it, the act in which.
 */
export type AgencyPresenter = (agency: RegisteredAgency, place: string) => AgencyReference;

const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;

/** Presenters by the viewer's agency; `key` keeps the pseudonyms from being computed outside the hub. */
export const createAgencyPresenters =
  (key: Buffer): ((viewerAgency: string) => AgencyPresenter) =>
  (viewerAgency) =>
  (agency, place) => {
    const hidden = agency.concealed && agency.id !== viewerAgency;
    return {
      id: hidden
        ? createHmac('sha256', key)
            .update(`${place} ${agency.id}`)
            .digest('hex')
            .replace(UUID, '$1-$2-$3-$4-$5')
        : agency.id,
      name: hidden ? 'Concealed agency' : agency.name,
      sector: agency.sector as Sector,
      concealed: hidden,
    };
  };
