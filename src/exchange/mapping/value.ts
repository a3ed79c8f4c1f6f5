/** Why a row cannot be told to the hub. The rejects file holds the word and the field, never a value. */
export type RowProblemCode =
  | 'COLUMNS'
  | 'QUOTES'
  | 'ENCODING'
  | 'CONTROL_CHARACTER'
  | 'MISSING'
  | 'NOT_MAPPED'
  | 'NOT_A_NUMBER'
  | 'NOT_A_DAY'
  | 'NOT_A_TIME'
  | 'SEVERAL_VALUES'
  | 'NO_MATCH'
  | 'CONFLICT'
  | 'TOO_MANY_ROWS';

export interface RowProblem {
  readonly code: RowProblemCode;
  /** Field of the mapping, such as `persons.victim.sex`; empty where the whole row is meant. */
  readonly field: string;
}

export type Scalar = string | number | boolean;
/** What a source makes of a row: null tells that there is nothing. */
export type Value = Scalar | readonly Scalar[] | null;

/** Thrown where a cell cannot be understood; caught for the row. */
export class Misfit extends Error {
  constructor(readonly code: RowProblemCode) {
    super(code);
  }
}
