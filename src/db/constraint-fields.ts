/**
 * Constraints that an input can break though it fits its schema and rules: where the input says what breaks them. A field of a row
 * stands below the path of that row's input; what functions write is named by the arguments that they are given.
 */
export const CONSTRAINT_FIELDS: ReadonlyMap<string, string> = new Map([
  ['case_file_custodian_id_reference_key', 'input.reference'],
  ['case_tie_check', 'unitId'],
  ['case_tie_agency_id_unit_id_fkey', 'unitId'],
  ['case_tie_agency_id_staff_id_fkey', 'staffId'],
  ['participant_case_id_custodian_id_reference_key', 'reference'],
  ['participant_check', 'identifier'],
  ['relationship_custodian_id_from_id_to_id_key', 'toId'],
  ['relationship_check', 'toId'],
  ['incident_custodian_id_reference_key', 'reference'],
  ['police_urgent_measure_custodian_id_number_key', 'number'],
  ['prosecution_extension_proposal_custodian_id_number_key', 'number'],
  ['court_decision_custodian_id_number_key', 'number'],
  ['court_decision_check', 'until'],
  ['ngo_service_use_check', 'endedOn'],
  ['consent_check', 'input.until'],
  ['mandate_check', 'input.until'],
  ['mandate_check1', 'input.addresseeId'],
]);
