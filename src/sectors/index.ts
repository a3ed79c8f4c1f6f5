import type { RecordType } from '../casework/record-type';
import { courtDecision } from './court/decision';
import { schoolReport } from './education/school-report';
import { examination } from './health/examination';
import { serviceUse } from './ngo/service-use';
import { riskAssessment } from './police/risk-assessment';
import { urgentMeasure } from './police/urgent-measure';
import { extensionProposal } from './prosecution/extension-proposal';
import { familyAssessment } from './social-work/family-assessment';

/** Every kind of sector record. A new one is its file, its line here, its policy with its test, and its migration. */
export const RECORD_TYPES: readonly RecordType[] = [
  riskAssessment,
  urgentMeasure,
  familyAssessment,
  examination,
  extensionProposal,
  courtDecision,
  serviceUse,
  schoolReport,
];
