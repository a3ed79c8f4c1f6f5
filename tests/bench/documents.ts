import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Edges that are read by other scenarios, or that would ask for the same rows again. */
const SKIPPED = new Set(['history', 'subject', 'recipients']);
const DEEPEST = 3;

const selection = (type: GraphQLNamedType, depth: number): string => {
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth === 0 || SKIPPED.has(field.name) ? [] : [`${field.name} ${selection(inner, depth - 1)}`];
  });
  return `{ ${fields.join(' ')} }`;
};

const caseSelection = (schema: GraphQLSchema): string => {
  const type = schema.getType('Case');
  if (type === undefined) throw new Error('there is no type Case');
  return selection(type, DEEPEST);
};

/** Every field of a case and of every record in it. */
export const caseFile = (schema: GraphQLSchema): string =>
  `query CaseFile($id: ID!) { case(id: $id) ${caseSelection(schema)} }`;

/** A page of such case files. */
export const pageOfCaseFiles = (schema: GraphQLSchema, first: number): string =>
  `query PageOfCaseFiles { cases(first: ${String(first)}) { edges { cursor node ${caseSelection(schema)} } pageInfo { hasNextPage endCursor } } }`;

export const REPORT_INCIDENT = `mutation ReportIncident($caseId: ID!, $input: IncidentInput!) {
  reportIncident(caseId: $caseId, input: $input) { id version forms occurredAt } }`;
