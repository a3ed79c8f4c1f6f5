import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { PurposeEnum, SectorEnum } from '../graphql/enums';
import { loadBy } from '../graphql/load-by';
import type { Purpose, Sector } from '../policy/facts';
import { AgencyStatusEnum, type AgencyStatus } from './change/kinds';

@ObjectType({ simpleResolvers: true, description: 'A unit, as the registry has it.' })
class RegisteredUnit {
  @Category('public')
  @Field(() => ID, { description: 'Id of the unit, as changes of it and of its staff take it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Short code within the agency.' })
  code!: string;

  @Category('public')
  @Field(() => String, { description: 'What it is called within the agency.' })
  name!: string;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether what others share is assigned to it at once.' })
  intake!: boolean;

  @Category('public')
  @Field(() => Boolean, { description: 'False if it was given up.' })
  active!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A person, as the registry has it.' })
class RegisteredStaff {
  @Category('public')
  @Field(() => ID, { description: 'Id of the person, as changes take it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'First and last name of the person.' })
  name!: string;

  @Category('public')
  @Field(() => ID, { nullable: true, description: 'Id of the unit, if the person is of one.' })
  unitId!: string | null;

  @Category('public')
  @Field(() => String, { description: "Who vouches for the person: the `iss` of the person's tokens." })
  issuer!: string;

  @Category('public')
  @Field(() => String, { description: "As whom: the `sub` of the person's tokens." })
  subject!: string;

  @Category('public')
  @Field(() => [String], { description: 'Roles, by their ids in the vocabulary of the policies.' })
  roles!: string[];

  @Category('public')
  @Field(() => Boolean, { description: 'False if the person was taken out.' })
  active!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A machine client, as the registry has it.' })
class RegisteredClient {
  @Category('public')
  @Field(() => ID, { description: 'Id of the client in the registry.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'What system it is.' })
  name!: string;

  @Category('public')
  @Field(() => String, { description: 'Who vouches for it: the `iss` of its tokens.' })
  issuer!: string;

  @Category('public')
  @Field(() => String, { description: 'Its id there, the `client_id` of its tokens.' })
  clientId!: string;

  @Category('public')
  @Field(() => [PurposeEnum], { description: 'For what it may ask.' })
  purposes!: Purpose[];

  @Category('public')
  @Field(() => [ID], { description: 'Ids of the staff members whom it may name.' })
  staffIds!: string[];

  @Category('public')
  @Field(() => Boolean, { description: 'False if it was taken out.' })
  active!: boolean;
}

/** An agency with all that is registered of it, for who administers the registry. */
@ObjectType({
  simpleResolvers: true,
  description: 'An agency with all that the registry has of it, the concealed and the inactive ones too.',
})
class RegisteredAgencyEntry {
  @Category('public')
  @Field(() => ID, { description: 'Id of the agency, as changes take it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Code, the same for good.' })
  code!: string;

  @Category('public')
  @Field(() => String, { description: 'Name, also of a concealed one.' })
  name!: string;

  @Category('public')
  @Field(() => SectorEnum, { description: 'What kind of institution it is.' })
  sector!: Sector;

  @Category('public')
  @Field(() => String, { description: 'Code of the area whose bodies it works with.' })
  areaCode!: string;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Code of its municipality, if one is told.' })
  municipalityCode!: string | null;

  @Category('public')
  @Field(() => AgencyStatusEnum, { description: 'Whether it takes part.' })
  status!: AgencyStatus;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether others see a pseudonym instead of its name.' })
  concealed!: boolean;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Telephone of the duty desk, if there is one.' })
  dutyPhone!: string | null;
}

const MOST = 1_000;

const AGENCIES: Statement = {
  name: 'registered-agencies',
  text: `select g.id, g.code, g.name, g.sector, k.code as "areaCode", m.code as "municipalityCode", g.status, g.concealed, g.duty_phone as "dutyPhone"
    from agency g join area k on k.id = g.area_id left join municipality m on m.id = g.municipality_id
    where (select administers()) and ($1::text is null or g.code = $1) order by g.code limit ${String(MOST)}`,
};
const UNITS = {
  name: 'registered-units',
  text: `select u.agency_id as key, u.id, u.code, u.name, u.intake, u.active from unit u
    where (select administers()) and u.agency_id = any ($1::uuid[]) order by u.code`,
} satisfies Statement;
const STAFF = {
  name: 'registered-staff',
  text: `select s.agency_id as key, s.id, s.name, s.unit_id as "unitId", s.issuer, s.subject, s.roles, s.active from staff s
    where (select administers()) and s.agency_id = any ($1::uuid[]) order by s.name, s.id`,
} satisfies Statement;
const CLIENTS = {
  name: 'registered-clients',
  text: `select c.agency_id as key, c.id, c.name, c.issuer, c.client_id as "clientId", c.purposes, c.active,
      array(select l.staff_id::text from client_staff l where l.client_id = c.id order by 1) as "staffIds"
    from client c where (select administers()) and c.agency_id = any ($1::uuid[]) order by c.client_id`,
} satisfies Statement;

@Resolver(() => RegisteredAgencyEntry)
class RegisteredAgencyResolver {
  @Category('operation.registry.administered')
  @Query(() => [RegisteredAgencyEntry], {
    nullable: true,
    description: `The registry, by code of the agency; at most ${String(MOST)}. For its administrators.`,
  })
  async registeredAgencies(
    @Arg('code', () => String, { nullable: true, description: 'Only the agency with this code.' })
    code: string | null,
    @Ctx() { transaction }: OperationContext,
  ): Promise<RegisteredAgencyEntry[]> {
    return transaction.query<RegisteredAgencyEntry>(AGENCIES, [code ?? null]);
  }

  @Category('operation.registry.administered')
  @FieldResolver(() => [RegisteredUnit], { nullable: true, description: 'Its units, by code.' })
  async units(
    @Root() { id }: RegisteredAgencyEntry,
    @Ctx() context: OperationContext,
  ): Promise<RegisteredUnit[]> {
    return loadBy<RegisteredUnit & { readonly key: string }>(context, UNITS, id);
  }

  @Category('operation.registry.administered')
  @FieldResolver(() => [RegisteredStaff], { nullable: true, description: 'Its staff, by name.' })
  async staff(
    @Root() { id }: RegisteredAgencyEntry,
    @Ctx() context: OperationContext,
  ): Promise<RegisteredStaff[]> {
    return loadBy<RegisteredStaff & { readonly key: string }>(context, STAFF, id);
  }

  @Category('operation.registry.administered')
  @FieldResolver(() => [RegisteredClient], {
    nullable: true,
    description: 'Its machine clients, by their id.',
  })
  async clients(
    @Root() { id }: RegisteredAgencyEntry,
    @Ctx() context: OperationContext,
  ): Promise<RegisteredClient[]> {
    return loadBy<RegisteredClient & { readonly key: string }>(context, CLIENTS, id);
  }
}

export const REGISTERED_AGENCY_RESOLVERS = [RegisteredAgencyResolver];
