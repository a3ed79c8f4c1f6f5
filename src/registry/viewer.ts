import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { AgencyReference } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { ProofEnum, PurposeEnum, SectorEnum } from '../graphql/enums';
import { purposesOfRoles, type Proof, type Purpose, type Sector } from '../policy';

/** Who asks, as the hub understands the request. */
@ObjectType('Viewer', { simpleResolvers: true, description: 'Who asks, as the hub understands the request.' })
class ViewerType {
  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency in whose name is asked, from the registry.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => SectorEnum, { description: 'Sector of that agency.' })
  sector!: Sector;

  @Category('public')
  @Field(() => ID, { nullable: true, description: 'Id of the staff member who asks or is named.' })
  staffId!: string | null;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the staff member; null for a machine client that names nobody.',
  })
  name!: string | null;

  @Category('public')
  @Field(() => [String], {
    description: 'Roles of the staff member, by their ids in the vocabulary of the policies.',
  })
  roles!: readonly string[];

  @Category('public')
  @Field(() => PurposeEnum, { description: 'The purpose of this request.' })
  purpose!: Purpose;

  @Category('public')
  @Field(() => [PurposeEnum], { description: 'The purposes that the roles of the staff member allow.' })
  purposes!: Purpose[];

  @Category('public')
  @Field(() => ProofEnum, { description: 'How the hub knows the person.' })
  proof!: Proof;
}

const SELF: Statement = {
  name: 'viewer',
  text: `select g.id, g.name, g.sector, g.concealed, s.name as "staffName"
    from agency g left join staff s on s.id = viewer_staff() where g.id = viewer_agency()`,
};

interface SelfRow {
  readonly id: string;
  readonly name: string;
  readonly sector: Sector;
  readonly concealed: boolean;
  readonly staffName: string | null;
}

@Resolver()
class ViewerResolver {
  @Category('operation.viewer')
  @Query(() => ViewerType, { nullable: true, description: 'Who asks, as the hub understands the request.' })
  async viewer(@Ctx() { viewer, policies, transaction }: OperationContext): Promise<ViewerType> {
    const [self] = await transaction.query<SelfRow>(SELF, []);
    if (self === undefined) throw new Error('the viewer is not in the registry');
    return {
      agency: { id: self.id, name: self.name, sector: self.sector, concealed: false },
      sector: viewer.sector,
      staffId: viewer.staffId,
      name: self.staffName,
      roles: viewer.roles,
      purpose: viewer.purpose,
      purposes: purposesOfRoles(policies, viewer.sector, viewer.roles),
      proof: viewer.proof,
    };
  }
}

export const VIEWER_RESOLVERS = [ViewerResolver];
