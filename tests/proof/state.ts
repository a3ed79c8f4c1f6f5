import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fullSelection, queryRoots } from './full-selection';

/** Lists that no mutation changes, whose operations keep no disclosure records, or that are read case by case. */
const LEFT_OUT = ['cases', 'auditTrail', 'disclosuresByAgency', 'fieldAccess', 'viewer', 'municipalities'];

interface Prepared {
  readonly source: string;
  readonly document: DocumentNode;
}

/** Reads all that there is to see of a case, and of what is listed beside the cases. */
export interface StateQueries {
  /** Takes the case as `$id`. */
  readonly ofCase: Prepared;
  readonly lists: Prepared;
}

/** `isOpen`: whether a root field is open to whoever will ask. */
export const stateQueries = (schema: GraphQLSchema, isOpen: (root: string) => boolean): StateQueries => {
  const lists = queryRoots(schema).filter(
    ({ name, byId }) => !byId && !LEFT_OUT.includes(name) && isOpen(name),
  );
  const prepared = (source: string): Prepared => ({ source, document: parse(source) });
  return {
    ofCase: prepared(`query Case($id: ID!) { case(id: $id) ${fullSelection(schema, 'Case', ['subject'])} }`),
    lists: prepared(
      `query Lists { ${lists.map(({ name, type }) => `${name} ${fullSelection(schema, type)}`).join(' ')} }`,
    ),
  };
};
