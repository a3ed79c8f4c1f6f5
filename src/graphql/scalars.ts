import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** An instant, ISO 8601, answered in UTC. Deadlines that run from a minute are stored to the minute. */
export const DateTime = GraphQLDateTimeISO;
/** A calendar day without a time, ISO 8601. */
export const LocalDate = GraphQLLocalDate;
