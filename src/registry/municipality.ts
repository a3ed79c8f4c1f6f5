import { Field, ObjectType } from 'type-graphql';
import { Category } from '../graphql/category';

/** A municipality of the registry. */
@ObjectType({ simpleResolvers: true, description: 'A municipality of the registry.' })
export class Municipality {
  @Category('public')
  @Field(() => String, { description: 'Code in the registry.' })
  code!: string;

  @Category('public')
  @Field(() => String, { description: 'Name in Latin script.' })
  nameLatn!: string;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Name in Cyrillic script, where there is one.' })
  nameCyrl!: string | null;
}
