import {
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { DataSource } from 'typeorm';
import { ROW_CLASSES } from '../../src/gateway/base-schema';
import type { RowClass } from '../../src/graphql/row-source';

/** A row as `to_jsonb` writes it. */
export type Content = Record<string, unknown>;

export interface FilledColumn {
  readonly column: string;
  readonly field: string;
  /** Name of the schema's type, and whether it is a list of it. */
  readonly type: string;
  readonly list: boolean;
  readonly values: readonly string[];
  readonly category: string;
}

/** A table of case content with the fields that show its columns. */
export interface CanaryTable extends RowClass {
  /** Of sector records. */
  readonly sector?: string;
  readonly table: string;
  readonly filled: readonly FilledColumn[];
}

export const canaryTables = (schema: GraphQLSchema, dataSource: DataSource): readonly CanaryTable[] =>
  ROW_CLASSES.map((row) => {
    const { tableName, columns } = dataSource.getMetadata(row.entity);
    const object = schema.getType(row.type);
    if (!isObjectType(object)) throw new Error(`no type ${row.type}`);
    const fields = object.getFields();
    const filled = columns.flatMap(({ propertyName, databaseName }): FilledColumn[] => {
      const field = fields[propertyName];
      if (field === undefined) return [];
      const named = getNamedType(field.type);
      return [
        {
          column: databaseName,
          field: propertyName,
          type: isEnumType(named) ? 'enum' : named.name,
          list: isListType(getNullableType(field.type)),
          values: isEnumType(named) ? named.getValues().map(({ name }) => name) : [],
          category: String(field.extensions.category),
        },
      ];
    });
    return { ...row, table: tableName, filled };
  });

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const EPOCH = Date.UTC(2001, 0, 1);

/**
 * Makes contents in which no two values are equal as far as their types allow: texts are tokens that name holder and category,
 * times and days are told apart, lists of words and flags take turns.
 */
export class Filler {
  private made = 0;

  /** Number of texts that were made. */
  tokens = 0;

  content(table: CanaryTable, holder: string): Content {
    return Object.fromEntries(table.filled.map((column) => [column.column, this.value(column, holder)]));
  }

  token(holder: string, category: string): string {
    this.tokens += 1;
    this.made += 1;
    return `tk${this.made}:${holder}:${category}:`;
  }

  private value(column: FilledColumn, holder: string): unknown {
    this.made += 1;
    const n = this.made;
    switch (column.type) {
      case 'String': {
        const token = this.token(holder, column.category);
        return column.list ? [token] : token;
      }
      case 'DateTime':
        return new Date(EPOCH + n * MINUTE).toISOString();
      case 'LocalDate':
        return new Date(EPOCH - n * DAY).toISOString().slice(0, 10);
      case 'Boolean':
        return n % 3 > 0;
      case 'Int':
        return 1 + (n % 99);
      case 'enum': {
        const at = (offset: number): string => column.values[(n + offset) % column.values.length]!;
        return column.list ? [...new Set([at(0), at(1)])] : at(0);
      }
      default:
        return null;
    }
  }
}

/** All texts of a run are tokens of this form. */
export const TOKEN = /tk\d+:[a-z0-9]+:[a-z.-]+:/g;
