import { Field, ObjectType } from 'type-graphql';
import { Category } from '../graphql/category';

/** A municipality of the registry. */
@ObjectType({ simpleResolvers: true, description: 'A municipality of the registry.' })
export class Municipality {
  @Category('public')
  @Field(() => String, { description: 'Code in the registry, as inputs name the municipality.' })
  code!: string;

  @Category('public')
  @Field(() => String, { description: 'Official name in Latin script.' })
  nameLatn!: string;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Official name in Cyrillic script; null where there is none.',
  })
  nameCyrl!: string | null;
}
