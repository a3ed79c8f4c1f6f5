import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description:
    'An instant as RFC 3339 writes it. Any offset is taken (`2026-11-21T11:15:00+01:00`); answers are in UTC with milliseconds (`2026-11-21T10:15:00.000Z`).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
});

export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  description: 'A day of the calendar where it happened, without time and zone: `YYYY-MM-DD`.',
});
