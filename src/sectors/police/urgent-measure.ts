import { ArrayNotEmpty, ArrayUnique } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';
import { NotBefore, Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';

const URGENT_MEASURES = {
  REMOVAL_FROM_DWELLING: 'The respondent has to leave the dwelling for a time.',
  NO_CONTACT_OR_APPROACH: 'The respondent may neither contact nor approach the victim for a time.',
} as const;
export type UrgentMeasureKind = keyof typeof URGENT_MEASURES;

const UrgentMeasureKindEnum = enumOf(
  'UrgentMeasureKind',
  URGENT_MEASURES,
  'The two urgent measures of ZSNP art. 17.',
);

const HOUR = 3_600_000;
/** ZSNP art. 21(1): from service, not from the order. The fact `order` counts the same in SQL, in `case_order_end`. */
const MEASURE_HOURS = 48;

/** The urgent measure that the police ordered (ZSNP arts 17, 21). An extension is a court decision. */
@ObjectType({
  simpleResolvers: true,
  description: 'An urgent measure ordered by the police (ZSNP art. 17). Its extension is a court decision.',
})
@Entity('police_urgent_measure')
export class UrgentMeasure extends SectorRecord {
  @Category('measure.number')
  @Field(() => String, { nullable: true, description: "The police's own number of the order." })
  @Column('text')
  number!: string;

  @Category('measure.kind')
  @Field(() => [UrgentMeasureKindEnum], {
    nullable: true,
    description: 'What was ordered; both unless the persons live apart (ZSNP art. 17).',
  })
  @Column('text', { array: true })
  kinds!: UrgentMeasureKind[];

  @Category('measure.served')
  @Field(() => DateTime, { nullable: true, description: 'When the order was made, before it was served.' })
  @Column('timestamptz')
  orderedAt!: Date;

  @Category('measure.served')
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the order was served, to the minute: the 48 hours of art. 21(1) and the 24 hours of art. 18(2) run from here. Null until served.',
  })
  @Column('timestamptz', { nullable: true })
  servedAt!: Date | null;

  @Category('measure.expiry')
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the measure ends unless a court extends it: 48 hours after service (ZSNP art. 21(1)); null until served.',
  })
  get expiresAt(): Date | null {
    return this.servedAt === null ? null : new Date(this.servedAt.getTime() + MEASURE_HOURS * HOUR);
  }

  @Category('measure.in-force')
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the police measure itself is in force at the request's instant; an extension is told by the court decision.",
  })
  get inForce(): boolean {
    const { servedAt, expiresAt, readAt } = this;
    return servedAt !== null && expiresAt !== null && servedAt <= readAt && readAt < expiresAt;
  }

  @Category('measure.children')
  @Field(() => Boolean, { nullable: true, description: 'Whether the ban covers the children as well.' })
  @Column('boolean')
  coversChildren!: boolean;
}

@InputType({
  description: 'An urgent measure as the police record it; a correction replaces the whole of it.',
})
export class UrgentMeasureInput extends SectorRecordInput {
  @Text(100)
  @Field(() => String, { description: "The police's own number of the order; unique in the agency." })
  number!: string;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Field(() => [UrgentMeasureKindEnum], { description: 'What was ordered, each kind once and at least one.' })
  kinds!: UrgentMeasureKind[];

  @Past()
  @Field(() => DateTime, { description: 'When the order was made; not in the future.' })
  orderedAt!: Date;

  @Past()
  @NotBefore('orderedAt')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the order was served, to the minute: seconds are cut off. Null until served.',
  })
  servedAt!: Date | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the ban covers the children as well.' })
  coversChildren!: boolean;
}

const MINUTE = 60_000;
const toMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);

export const urgentMeasure = recordType({
  sector: 'POLICE',
  type: UrgentMeasure,
  input: UrgentMeasureInput,
  field: 'urgentMeasure',
  collection: 'urgentMeasures',
  existence: 'measure.existence',
  write: 'write.urgent-measure',
  about: 'urgent measure',
  values: ({ servedAt, ...input }) => ({ ...input, servedAt: servedAt ? toMinute(servedAt) : null }),
});
