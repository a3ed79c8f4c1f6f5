import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { SectorEnum } from '../graphql/enums';
import type { Sector } from '../policy/facts';
import { Municipality } from './municipality';

/** An institution of the registry. Concealed agencies are listed for their own staff alone. */
@ObjectType({
  simpleResolvers: true,
  description:
    'An active institution of the registry. Concealed agencies are listed for their own staff alone.',
})
class Agency {
  @Category('public')
  @Field(() => ID, { description: 'Id of the agency, as `giveScope` and `deliverRecord` take it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Code of the agency in the registry; it does not change.' })
  code!: string;

  @Category('public')
  @Field(() => String, { description: 'Official name of the agency.' })
  name!: string;

  @Category('public')
  @Field(() => SectorEnum, { description: 'What kind of institution the agency is.' })
  sector!: Sector;
}

@ObjectType({ simpleResolvers: true, description: 'A unit of an agency.' })
class Unit {
  @Category('public')
  @Field(() => ID, { description: 'Id of the unit, as `assignCase` takes it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Name of the unit within its agency.' })
  name!: string;
}

@ObjectType({ simpleResolvers: true, description: "An active staff member of the viewer's own agency." })
class StaffMember {
  @Category('public')
  @Field(() => ID, { description: 'Id, as `assignCase` and `lockStaff` take it.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Name of the person, as the registry has it.' })
  name!: string;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the unit that the person belongs to, if any.',
  })
  unitName!: string | null;

  @Category('public')
  @Field(() => [String], {
    description: 'Roles of the person, by their ids in the vocabulary of the policies.',
  })
  roles!: readonly string[];
}

/** Rows of a list that has no pages. */
const MOST = 1_000;

const AGENCIES: Statement = {
  name: 'agencies',
  text: `select g.id, g.code, g.name, g.sector from agency g
    where g.status = 'ACTIVE' and (not g.concealed or g.id = viewer_agency()) and ($1::text is null or g.sector = $1)
    order by g.code limit ${MOST}`,
};
const MUNICIPALITIES: Statement = {
  name: 'municipalities',
  text: `select m.code, m.name_latn as "nameLatn", m.name_cyrl as "nameCyrl" from municipality m order by m.code limit ${MOST}`,
};
const UNITS: Statement = {
  name: 'own-units',
  text: `select u.id, u.name from unit u where u.agency_id = viewer_agency() and u.active order by u.code limit ${MOST}`,
};
const COLLEAGUES: Statement = {
  name: 'own-staff',
  text: `select s.id, s.name, u.name as "unitName", s.roles from staff s left join unit u on u.id = s.unit_id
    where s.agency_id = viewer_agency() and s.active order by s.name, s.id limit ${MOST}`,
};
const NAMEABLE: Statement = {
  name: 'nameable-staff',
  text: `select s.id, s.name, u.name as "unitName", s.roles from client_staff l join staff s on s.id = l.staff_id
    left join unit u on u.id = s.unit_id
    where l.client_id = viewer_client() and s.agency_id = viewer_agency() and s.active order by s.name, s.id limit ${MOST}`,
};

@Resolver()
class DirectoryResolver {
  @Category('operation.registry')
  @Query(() => [Agency], { nullable: true, description: `Active agencies, by code; at most ${MOST}.` })
  async agencies(
    @Arg('sector', () => SectorEnum, { nullable: true, description: 'Only agencies of this sector.' })
    sector: Sector | null,
    @Ctx() { transaction }: OperationContext,
  ): Promise<Agency[]> {
    return transaction.query<Agency>(AGENCIES, [sector ?? null]);
  }

  @Category('operation.registry')
  @Query(() => [Municipality], { nullable: true, description: `Municipalities, by code; at most ${MOST}.` })
  async municipalities(@Ctx() { transaction }: OperationContext): Promise<Municipality[]> {
    return transaction.query<Municipality>(MUNICIPALITIES, []);
  }

  @Category('operation.registry')
  @Query(() => [Unit], {
    nullable: true,
    description: `Active units of the viewer's own agency; at most ${MOST}.`,
  })
  async units(@Ctx() { transaction }: OperationContext): Promise<Unit[]> {
    return transaction.query<Unit>(UNITS, []);
  }

  @Category('operation.registry')
  @Query(() => [StaffMember], {
    nullable: true,
    description: `Active staff of the viewer's own agency; at most ${MOST}.`,
  })
  async colleagues(@Ctx() { transaction }: OperationContext): Promise<StaffMember[]> {
    return transaction.query<StaffMember>(COLLEAGUES, []);
  }

  @Category('operation.registry')
  @Query(() => [StaffMember], {
    nullable: true,
    description:
      "Active staff whom the viewer's machine client may name in Spona-Staff; none without a client.",
  })
  async nameableStaff(@Ctx() { transaction }: OperationContext): Promise<StaffMember[]> {
    return transaction.query<StaffMember>(NAMEABLE, []);
  }
}

export const DIRECTORY_RESOLVERS = [DirectoryResolver];
