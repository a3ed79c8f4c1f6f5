import { isIntrospectionType, isObjectType } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, ObjectType, Query, Resolver } from 'type-graphql';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { enumOf, WithheldCodeEnum } from '../graphql/enums';
import type { Clause, PolicySet, ProfilePolicy } from '../policy';
import type { Confidence } from '../policy/documents';
import { ROW_KEYS, SUBJECT_ROLES, type WithheldCode } from '../policy/facts';

const ACCESS = {
  ALWAYS: 'On every row that the viewer reaches.',
  DEPENDS: "On rows whose facts fulfil one of the field's conditions.",
  NEVER: 'On no row.',
} as const;
export type Access = keyof typeof ACCESS;
export const AccessEnum = enumOf(
  'FieldAccessLevel',
  ACCESS,
  'On which rows a field is disclosed to a viewer, for one purpose.',
);
const ConfidenceEnum = enumOf<Confidence>(
  'Confidence',
  {
    S: 'Read in the source itself.',
    S2: 'Read in a secondary source.',
    M: 'From memory; in production nothing rests on it alone until it is verified.',
    U: 'Uncertain; in production nothing rests on it alone until it is verified.',
  },
  'How an article is known. No lawyer has verified any of them.',
);
const ACCESS_OF = { always: 'ALWAYS', row: 'DEPENDS', never: 'NEVER' } as const satisfies Record<
  string,
  Access
>;

@ObjectType({ simpleResolvers: true, description: 'An article that a rule rests on.' })
export class Basis {
  @Category('public')
  @Field(() => String, { description: 'Id of the article in the protocols: `rs.zsnp.24`.' })
  id!: string;

  @Category('public')
  @Field(() => String, { description: 'Number of the article within the instrument.' })
  article!: string;

  @Category('public')
  @Field(() => String, { description: 'Title of the law, convention or protocol.' })
  instrument!: string;

  @Category('public')
  @Field(() => ConfidenceEnum, {
    description: 'How the article is known, and so how far it can be relied on.',
  })
  confidence!: Confidence;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What the policy says of one field to this viewer, for this purpose; no case enters it.',
})
class FieldAccess {
  @Category('public')
  @Field(() => String, { description: 'Name of the GraphQL type that has the field.' })
  type!: string;

  @Category('public')
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Category('public')
  @Field(() => String, {
    description: 'What the field is, in the vocabulary of the policies: rules speak of this.',
  })
  category!: string;

  @Category('public')
  @Field(() => AccessEnum, { description: 'On which rows the field is disclosed.' })
  access!: Access;

  @Category('public')
  @Field(() => WithheldCodeEnum, {
    nullable: true,
    description: 'What would open it; null where it is always disclosed.',
  })
  code!: WithheldCode | null;

  @Category('public')
  @Field(() => [Basis], { description: 'The articles that its rules cite, or the rule that would open it.' })
  basis!: Basis[];

  @Category('public')
  @Field(() => [String], { description: 'What each rule asks of the row; one is enough.' })
  conditions!: string[];

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'What to do so that it opens; null where it always is.',
  })
  remedy!: string | null;
}

const conditionOf = (clause: Clause): string => {
  const asked = ROW_KEYS.flatMap((key) => {
    const values = clause[key];
    return values === undefined ? [] : [`${key} ${values.join(' or ')}`];
  });
  return [...asked, ...clause.needs.map((grant) => `${grant} in force`)].join(', ') || 'no condition';
};

const clausesOf = (policy: ProfilePolicy, category: string): readonly Clause[] =>
  policy.familyOf(category) === undefined
    ? policy.clauses(category)
    : SUBJECT_ROLES.flatMap((role) => policy.clauses(category, role));

/** The articles behind ids of the protocols, each once. */
export const basesOf = (policies: PolicySet, ids: readonly string[]): Basis[] =>
  [...new Set(ids)].flatMap((id) => {
    const basis = policies.bases.get(id);
    return basis === undefined
      ? []
      : [{ id, article: basis.article, instrument: basis.instrumentTitle, confidence: basis.confidence }];
  });

@Resolver()
class FieldAccessResolver {
  @Category('operation.access')
  @Query(() => [FieldAccess], {
    nullable: true,
    description: 'What the policy says of every field to this viewer, for this purpose.',
  })
  fieldAccess(
    @Ctx() { policy, policies }: OperationContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): FieldAccess[] {
    return Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => !isIntrospectionType(type))
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => {
          const category = String(field.extensions.category);
          const kind = policy.classify(category);
          const clauses = clausesOf(policy, category);
          const withheld = kind === 'always' ? null : policy.withheld(category);
          return {
            type: type.name,
            field: field.name,
            category,
            access: ACCESS_OF[kind],
            code: withheld?.code ?? null,
            basis: basesOf(policies, [...clauses.flatMap(({ basis }) => basis), ...(withheld?.basis ?? [])]),
            conditions: [...new Set(clauses.map(conditionOf))],
            remedy: withheld?.remedy ?? null,
          };
        }),
      );
  }
}

export const FIELD_ACCESS_RESOLVERS = [FieldAccessResolver];
