import type { DataSource } from 'typeorm';

/** The class of a row-secured table, as the readers need it. */
export interface RowClass {
  readonly type: string;
  readonly entity: new () => object;
  readonly existence: string;
  /** Of whom the row speaks: the participant `subject_id`, the participant that the row is, the two that it relates, or nobody. */
  readonly subject: 'subject_id' | 'id' | 'from_to' | null;
  /** The case's own column: a case's id is its case. */
  readonly caseColumn: 'case_id' | 'id';
}

/** The table and columns of a class, once for all profiles. */
export interface RowSource extends RowClass {
  readonly table: string;
  readonly columns: string;
}

const MUNICIPALITY = `(select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
    from municipality m where m.id = t.municipality_id) as municipality`;

export const createRowSource = (dataSource: DataSource, row: RowClass): RowSource => {
  const metadata = dataSource.getMetadata(row.entity);
  return {
    ...row,
    table: metadata.tableName,
    columns: [
      ...metadata.columns
        .filter(({ isSelect }) => isSelect)
        .map((column) => `t.${column.databaseName} as "${column.propertyName}"`),
      ...(metadata.columns.some((column) => column.databaseName === 'municipality_id') ? [MUNICIPALITY] : []),
    ].join(', '),
  };
};
