import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { coveredBy } from './relationship-codes';
import { Relationship } from './relationship';

@Resolver(() => Relationship)
class RelationshipScopeResolver {
  @Category('relationship.code')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether the law of the hub's country covers violence between the two; computed from the code.",
  })
  coveredByLaw(@Root() { code }: Relationship, @Ctx() { country }: OperationContext): boolean {
    return coveredBy(code, country);
  }
}

export const RELATIONSHIP_RESOLVERS = [RelationshipScopeResolver];
