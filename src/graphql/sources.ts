import type { DataSource } from 'typeorm';
import { createRowSource, type RowClass, type RowSource } from './row-source';

/** All row sources of the hub, by the GraphQL type that their rows are. Filled once, when the data source is ready. */
export class RowSources {
  private readonly sources = new Map<string, RowSource>();

  constructor(dataSource: DataSource, rows: readonly RowClass[]) {
    for (const row of rows) this.sources.set(row.type, createRowSource(dataSource, row));
  }

  of(type: string): RowSource {
    const source = this.sources.get(type);
    if (source === undefined) throw new Error(`no rows of type ${type}`);
    return source;
  }
}
