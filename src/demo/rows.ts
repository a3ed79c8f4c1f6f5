import type {
  ArmedRole,
  CaseStatus,
  DeliveryKind,
  FormOfViolence,
  IdentifierKind,
  PlaceKind,
  ReportingChannel,
  RespondentStatus,
  Sex,
  TimePrecision,
  Weapon,
} from '../casework/case-values';
import type { RelationshipCodeName } from '../casework/relationship-codes';
import type { Own, Purpose, Scope, Sector, SubjectRole } from '../policy/facts';
import type { GrantTables } from './grants/rows';
import type { Appellant, AppealDecision, CourtOutcome } from '../sectors/court/decision';
import type { Hark, Severity } from '../sectors/health/examination';
import type { ServiceKind } from '../sectors/ngo/service-use';
import type { RiskAnswerValue, RiskFactor, RiskLevel } from '../sectors/police/risk-assessment';
import type { UrgentMeasureKind } from '../sectors/police/urgent-measure';

type Until = Date | 'infinity';

/** What every row of a case carries. */
export interface Held {
  readonly id: string;
  readonly custodian_id: string;
  recorded_by: string;
  recorded_at: Date;
  version: number;
}

interface OfCase extends Held {
  readonly case_id: string;
}

interface SectorRow extends OfCase {
  readonly subject_id: string;
}

export interface CaseRow extends Held {
  readonly reference: string;
  readonly area_id: string;
  readonly municipality_id: string | null;
  readonly opened_at: Date;
  status: CaseStatus;
  closed_at: Date | null;
}

export interface ParticipantRow extends OfCase {
  readonly reference: string;
  readonly roles: readonly SubjectRole[];
  family_name: string | null;
  given_name: string | null;
  birth_date: string | null;
  identifier_kind: IdentifierKind | null;
  identifier: string | null;
  identifier_index?: string | null;
  sex: Sex | null;
  age_reported: number | null;
  language: string | null;
  address: string | null;
  municipality_id: string | null;
  patrol_flag: boolean | null;
  phone: string | null;
  safe_times: string | null;
  employer: string | null;
  armed_role: ArmedRole | null;
  school: string | null;
  safety_instruction: string | null;
  status: RespondentStatus | null;
  note: string | null;
}

export interface IncidentRow extends OfCase {
  readonly reference: string;
  occurred_at: Date;
  precision: TimePrecision;
  municipality_id: string | null;
  place: PlaceKind | null;
  forms: readonly FormOfViolence[];
  weapon: Weapon | null;
  children_present: boolean | null;
  channel: ReportingChannel;
  reported_without_consent: boolean | null;
  description: string | null;
}

export interface RiskRow extends SectorRow {
  assessed_at: Date;
  level: RiskLevel;
  children_at_risk: boolean | null;
  answers: Readonly<Partial<Record<RiskFactor, RiskAnswerValue>>>;
  victim_words: string | null;
  opinion_of_centre: string | null;
}

export interface MeasureRow extends SectorRow {
  readonly number: string;
  kinds: readonly UrgentMeasureKind[];
  ordered_at: Date;
  served_at: Date | null;
  covers_children: boolean;
}

export interface FamilyRow extends SectorRow {
  assessed_at: Date;
  findings: string;
  summary: string | null;
  opinion_on_risk: string | null;
  custody: string | null;
  consents_for_child: string | null;
  collects_child: string | null;
  child_statement: string | null;
}

export interface ExaminationRow extends SectorRow {
  examined_at: Date;
  injuries: string;
  severity: Severity;
  need: string | null;
  hark: { readonly [Question in keyof Hark]: Hark[Question] } | null;
  findings: string | null;
  bears_on_risk: boolean | null;
  mental_health: string | null;
  mental_health_needs: string | null;
  expert_opinion: string | null;
}

export interface ProposalRow extends SectorRow {
  readonly number: string;
  readonly measure_id: string;
  filed_at: Date;
  evaluation: string;
  danger: boolean;
}

export interface DecisionRow extends SectorRow {
  readonly number: string;
  readonly measure_id: string | null;
  decided_at: Date;
  outcome: CourtOutcome;
  until: Date | null;
  covers_children: boolean;
  reasoning: string | null;
  appeal_filed_at: Date | null;
  appeal_by: Appellant | null;
  appeal_decision: AppealDecision | null;
  appeal_decided_at: Date | null;
}

export interface ServiceRow extends SectorRow {
  service: ServiceKind;
  started_on: string;
  ended_on: string | null;
  shelter_token: string | null;
  relay_phone: string | null;
}

export interface SchoolRow extends SectorRow {
  observed_on: string;
  danger: string;
  observations: string;
  attendance: string | null;
  told_parent: boolean;
}

/** Tables whose rows keep a history. */
export interface Recorded {
  case_file: CaseRow;
  participant: ParticipantRow;
  relationship: OfCase & { from_id: string; to_id: string; code: RelationshipCodeName };
  incident: IncidentRow;
  police_risk_assessment: RiskRow;
  police_urgent_measure: MeasureRow;
  social_work_family_assessment: FamilyRow;
  health_examination: ExaminationRow;
  prosecution_extension_proposal: ProposalRow;
  court_decision: DecisionRow;
  ngo_service_use: ServiceRow;
  education_school_report: SchoolRow;
}

export type RecordedTable = keyof Recorded;

/** The rows of every table that the region fills, as their columns are called. */
export interface Tables extends Recorded, GrantTables {
  area: { id: string; code: string; name: string; country: string };
  municipality: { id: string; code: string; name_latn: string; name_cyrl: string; area_id: string };
  agency: {
    id: string;
    code: string;
    name: string;
    sector: Sector;
    area_id: string;
    municipality_id: string | null;
    status: 'ACTIVE';
    concealed: boolean;
    duty_phone: string | null;
  };
  unit: { id: string; agency_id: string; code: string; name: string; intake: boolean };
  staff: {
    id: string;
    agency_id: string;
    unit_id: string;
    name: string;
    issuer: 'demo';
    subject: string;
    roles: readonly string[];
    active: boolean;
  };
  client: {
    id: string;
    agency_id: string;
    name: string;
    issuer: 'demo';
    client_id: string;
    purposes: readonly Purpose[];
  };
  client_staff: { agency_id: string; client_id: string; staff_id: string };
  agreement: {
    id: string;
    reference: string;
    title: string;
    categories: readonly string[];
    starts_at: Date;
    ends_at: Date;
    created_at: Date;
  };
  agreement_party: {
    agreement_id: string;
    agency_id: string;
    signed_at: Date | null;
    signed_by: string | null;
  };
  /** Written with what stood there, and what shall, as the database tells it of its rows. */
  registry_change: {
    id: string;
    kind: 'STAFF';
    target_id: string;
    /** Whether it opens something new. */
    opens: boolean;
    /** What it sets of the row as it stands. */
    patch: Readonly<Record<string, unknown>>;
    proposed_by: string;
    proposed_at: Date;
    status: 'PROPOSED' | 'APPLIED';
    decided_by: string | null;
    decided_at: Date | null;
  };
  case_access: {
    id: string;
    case_id: string;
    agency_id: string;
    /** Of an emergency: whose it is. */
    staff_id: string | null;
    scope: Scope;
    basis: string;
    purposes: readonly Purpose[];
    starts_at: Date;
    ends_at: Until;
    granted_by_agency: string;
    granted_by_staff: string;
  };
  case_tie: {
    id: string;
    case_id: string;
    agency_id: string;
    unit_id: string | null;
    staff_id: string | null;
    emergency_id: string | null;
    starts_at: Date;
    ends_at: Until;
    assigned_by: string;
  };
  case_lock: {
    id: string;
    case_id: string;
    agency_id: string;
    staff_id: string;
    reason: string;
    locked_by: string;
    locked_at: Date;
  };
  participant_own: {
    case_id: string;
    participant_id: string;
    agency_id: string;
    relation: Exclude<Own, 'NONE'>;
    since: Date;
  };
  record_delivery: {
    record_type: RecordedTable | 'consent' | 'mandate';
    record_id: string;
    case_id: string;
    agency_id: string;
    kind: DeliveryKind;
    delivered_at: Date;
    delivered_by: string;
  };
  record_history: {
    record_type: RecordedTable;
    record_id: string;
    version: number;
    case_id: string;
    custodian_id: string;
    replaced_at: Date;
    replaced_by: string;
    content: object;
  };
}

export type TableName = keyof Tables;

/** Tables so that each stands behind those it refers to. */
export const TABLES = [
  'area',
  'municipality',
  'agency',
  'unit',
  'staff',
  'client',
  'client_staff',
  'agreement',
  'agreement_party',
  'registry_change',
  'case_file',
  'case_access',
  'emergency_access',
  'case_tie',
  'case_lock',
  'participant',
  'participant_own',
  'relationship',
  'incident',
  'police_risk_assessment',
  'police_urgent_measure',
  'social_work_family_assessment',
  'health_examination',
  'prosecution_extension_proposal',
  'court_decision',
  'ngo_service_use',
  'education_school_report',
  'consent',
  'consent_event',
  'mandate',
  'mandate_event',
  'officer_release',
  'case_grant',
  'record_delivery',
  'record_history',
] as const satisfies readonly TableName[];

export type Rows = { readonly [T in TableName]: Tables[T][] };

export const noRows = (): Rows =>
  Object.fromEntries(TABLES.map((table): [TableName, never[]] => [table, []])) as unknown as Rows;

export const countRows = (rows: Rows): number => TABLES.reduce((sum, table) => sum + rows[table].length, 0);
