import { Filler } from './canary-fill';
import type { DealingRows, DealingTable, Row } from './dealing-rows';
import type { Changing } from './perturb-dealings';
import type { StoredRow } from './truth';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Tables whose rows are of one case and name an agency, with the question whether the viewer is told of a row. */
const isTold = ({ told }: Changing): Partial<Record<DealingTable, (row: Row) => boolean>> => ({
  case_access: (row) => told.access(row),
  case_tie: (row) => told.tie(row),
  case_lock: (row) => told.lock(row),
  case_grant: (row) => told.grant(row),
  record_delivery: (row) => told.delivery(row),
  participant_own: (row) => told.own(row),
  emergency_access: (row) => told.emergency(row) !== 'NOT',
  officer_release: (row) => told.release(row) !== 'NOT',
  conflict_match: (row) => told.hint(row),
});

/**
 * Some of the cases that are not open to the viewer are not there, and of some there is another one like them: with all their rows, and
 * with what agencies did on them, as far as he is not told of that.
 */
export class ClosedCases {
  private readonly filler = new Filler();

  constructor(private readonly at: Changing) {}

  make(): void {
    const { told, random } = this.at;
    const { truth } = told.view;
    for (const { id } of truth.cases()) {
      const rows = truth.byCase.get(id) ?? [];
      if (told.isOpen(id) || rows.some((row) => told.answersFor(row) || told.registered(row))) continue;
      const dealings = this.untold(id);
      const step = random.below(3);
      // Numbers that the own agency has given stay given.
      const own = rows.some(({ custodianId }) => custodianId === told.view.viewer.agencyId);
      if (step === 0 && !own) this.remove(rows, dealings);
      if (step === 1) this.repeat(rows, dealings);
    }
  }

  private untold(caseId: string): (readonly [DealingTable, Row])[] {
    const { dealings } = this.at;
    return Object.entries(isTold(this.at)).flatMap(([table, told]) =>
      dealings[table as keyof DealingRows]
        .filter((row) => row['case_id'] === caseId && !told(row))
        .map((row) => [table as DealingTable, row] as const),
    );
  }

  private remove(rows: readonly StoredRow[], dealings: readonly (readonly [DealingTable, Row])[]): void {
    const { edits } = this.at;
    for (const { table, present, former } of rows) {
      edits.drop(table.table, present.content);
      for (const { stored } of former) edits.drop('record_history', stored!);
    }
    for (const [table, row] of dealings) edits.drop(table, row);
  }

  private repeat(rows: readonly StoredRow[], dealings: readonly (readonly [DealingTable, Row])[]): void {
    const { edits, random } = this.at;
    const ids = new Map([
      ...rows.map(({ id }) => [id, random.uuid()] as const),
      ...dealings.map(([, row]) => [String(row['id']), random.uuid()] as const),
    ]);
    const renamed = (row: Row): Row =>
      JSON.parse(JSON.stringify(row).replaceAll(UUID, (id) => ids.get(id) ?? id)) as Row;
    for (const { table, present } of rows) {
      // Numbers are a custodian's own, each once.
      const texts = table.filled.filter(({ type, list }) => type === 'String' && !list);
      const fresh = this.filler.content({ ...table, filled: texts }, 'twin');
      const kept = ['identifier', 'basis'].filter((column) => column in present.content);
      edits.put(table.table, {
        ...renamed(present.content),
        ...fresh,
        ...Object.fromEntries(kept.map((column) => [column, present.content[column]])),
      });
    }
    for (const [table, row] of dealings) edits.put(table, renamed(row));
  }
}
