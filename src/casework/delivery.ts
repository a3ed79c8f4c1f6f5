import { Field, ObjectType } from 'type-graphql';
import type { Statement } from '../db/transaction';
import { AgencyReference, byToldName, type RegisteredAgency } from '../graphql/agency-reference';
import { Category } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { loadBy } from '../graphql/load-by';
import { DateTime } from '../graphql/scalars';
import { DeliveryKindEnum } from './case-enums';
import type { DeliveryKind } from './case-values';
import type { CaseContent } from './case-row';

/** To whom a record went. */
@ObjectType({ simpleResolvers: true, description: 'To whom a record went, how and when.' })
export class Delivery {
  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency that the record went to.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => DeliveryKindEnum, { description: 'How the record reached the agency.' })
  kind!: DeliveryKind;

  @Category('public')
  @Field(() => DateTime, { description: 'When the record was delivered.' })
  deliveredAt!: Date;
}

// One record can reach one agency in several ways at one time: their order is then that of the kinds, which the sort below keeps, and not
// that of the rows in the table.
const DELIVERIES = {
  name: 'deliveries-of-records',
  text: `select d.record_id as key, d.case_id as "caseId", d.kind, d.delivered_at as "deliveredAt", coalesce(s.agency_id = viewer_agency(), false) as "deliveredHere",
      g.id, g.name, g.sector, g.concealed
    from record_delivery d join agency g on g.id = d.agency_id left join staff s on s.id = d.delivered_by where d.record_id = any ($1::uuid[])
    order by d.kind`,
} satisfies Statement;

interface DeliveryRow extends RegisteredAgency {
  readonly key: string;
  readonly caseId: string;
  readonly kind: DeliveryKind;
  readonly deliveredAt: Date;
  readonly deliveredHere: boolean;
}

/** Deliveries of a record, one statement for all records of a level. */
export const deliveriesOf = async (context: OperationContext, record: CaseContent): Promise<Delivery[]> => {
  const rows = await loadBy<DeliveryRow>(context, DELIVERIES, record.id);
  return rows
    .map((row) => ({
      agency: context.presentAgency(row, row.deliveredHere ? `${row.key} ${row.kind}` : row.caseId),
      kind: row.kind,
      deliveredAt: row.deliveredAt,
    }))
    .sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime() || byToldName(a.agency, b.agency));
};
