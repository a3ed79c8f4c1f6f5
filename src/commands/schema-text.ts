import { lexicographicSortSchema, printSchema } from 'graphql';
import { createBaseSchema } from '../gateway/base-schema';

/** The schema as `schema.graphql` holds it. */
export const schemaText = (): string => `${printSchema(lexicographicSortSchema(createBaseSchema()))}\n`;
