export { IncidentInput } from './incident';
export { OpenCaseInput } from './open-case';
export { ParticipantInput } from './participant';
export { NewRelationshipInput, RelationshipInput } from './relationship';
