import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import type { Grant, Sector } from '../../src/policy/facts';
import type { Json } from './ask';
import type { Choices } from './choices';
import { FIRST, likelyWords, sectorsFor, shareOf } from './fits';
import type { Near } from './near';
import type { Pools } from './pools';

/** The type whose rows an argument or input field of this name identifies. */
const NAMES: Readonly<Record<string, string>> = {
  caseId: 'Case',
  agencyId: 'AgencyReference',
  holderId: 'AgencyReference',
  addresseeId: 'AgencyReference',
  custodianId: 'AgencyReference',
  recipientIds: 'AgencyReference',
  partyIds: 'AgencyReference',
  staffId: 'StaffMember',
  staffIds: 'StaffMember',
  unitId: 'Unit',
  subjectId: 'Participant',
  representativeId: 'Participant',
  fromId: 'Participant',
  toId: 'Participant',
  measureId: 'UrgentMeasure',
};

/** What `id` is of, where neither the answer nor a `type` beside it says so: by the root field or the input that takes it. */
const BEARERS: Readonly<Record<string, string>> = {
  endScope: 'CaseAccess',
  endAssignment: 'Assignment',
  endLock: 'CaseLock',
  confirmConflict: 'ConflictHint',
  dismissConflict: 'ConflictHint',
  approveEmergencyAccess: 'EmergencyAccess',
  refuseEmergencyAccess: 'EmergencyAccess',
  endEmergencyAccess: 'EmergencyAccess',
  reviewEmergencyAccess: 'EmergencyAccess',
  endRelease: 'Release',
  withdrawConsent: 'Consent',
  AgencyChangeInput: 'AgencyReference',
  UnitChangeInput: 'Unit',
  StaffChangeInput: 'StaffMember',
  ClientChangeInput: 'RegisteredClient',
  AgreementChangeInput: 'Agreement',
};

/** Which grant opens the categories that an input names. */
const GRANTED: Readonly<Record<string, Grant>> = {
  RecordConsentInput: 'consent',
  RecordMandateInput: 'mandate',
  EmergencyRequestInput: 'breakGlass',
  ReleaseInput: 'release',
  AgreementChangeInput: 'agreement',
};

/** Names of what lies in the future. */
const ENDS = /^(until|ends?At)$/;

/** Where a value stands. */
interface Place {
  readonly name: string;
  readonly root: string;
  /** The root field or the input type that takes it. */
  readonly bearer: string;
  /** The type that the field with these arguments answers. */
  readonly answers: string;
  /** What has been chosen beside it and around. */
  readonly around: Json;
  readonly depth: number;
}

export type Kind = 'query' | 'mutation';

/** Whose sector a grant opens its categories to: who is named so. */
const GIVEN_TO = ['recipientIds', 'addresseeId', 'staffId', 'partyIds'];

/** Random values of input types, drawn from what there is wherever their names tell what they are. */
export class Values {
  constructor(
    private readonly choices: Choices,
    private readonly pools: Pools,
    private readonly kind: Kind,
    private readonly near?: Near,
  ) {}

  /** As JSON. */
  value(type: GraphQLInputType, place: Place): unknown {
    const { choices } = this;
    if (isNonNullType(type)) return this.value(type.ofType, place);
    if (isListType(type)) {
      const grant = place.name === 'categories' ? GRANTED[place.bearer] : undefined;
      if (grant !== undefined && choices.chance(0.9)) return this.opened(grant, place.around);
      const length = choices.chance(0.05) ? 0 : 1 + choices.below(2);
      const items = [
        ...new Set(
          Array.from({ length }, () => this.value(type.ofType, { ...place, depth: place.depth + 1 })),
        ),
      ];
      // One item may stand for a list of it.
      return items.length === 1 && choices.chance(0.5) ? items[0] : items;
    }
    if (isInputObjectType(type)) return this.object(type, place);
    if (isEnumType(type)) return this.word(type, place);
    switch (type.name) {
      case 'ID':
        return this.id(place);
      case 'DateTime':
        return this.time(place);
      case 'LocalDate':
        return this.time(place).slice(0, 10);
      case 'Boolean':
        return choices.chance(0.5);
      case 'Int':
        // Most versions are the present one, and hours few.
        if (place.name === 'version' && choices.chance(0.85))
          return this.pools.versionOf.get(String(place.around['id'])) ?? 1;
        return choices.chance(0.9) ? 1 + choices.below(3) : choices.below(100);
      default:
        return this.text(place);
    }
  }

  /** Values of fields or arguments; of those that may be left out, some. */
  fields(
    fields: readonly Field[],
    place: Omit<Place, 'name'>,
    share: (type: GraphQLInputType) => number,
  ): Json {
    const chosen: Json = {};
    const rank = ({ name }: Field): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
    for (const { name, type, defaultValue } of [...fields].sort((a, b) => rank(a) - rank(b))) {
      const needed = isNonNullType(type) && defaultValue === undefined;
      // A field goes with its type, and a category stands in the place of both.
      const typed = typeof chosen['type'] === 'string';
      if (typed && name === 'category') continue;
      if (!typed && name === 'field' && !needed) continue;
      const chance = shareOf(place.bearer, name, chosen) ?? share(type);
      if (!needed && !(typed && name === 'field') && !this.choices.chance(chance)) continue;
      const absent = !isNonNullType(type) && this.choices.chance(0.04);
      chosen[name] = absent
        ? null
        : this.value(type, { ...place, name, around: { ...place.around, ...chosen } });
    }
    return chosen;
  }

  private object(type: GraphQLInputObjectType, { root, answers, depth, around }: Place): Json {
    const { choices } = this;
    const fields = Object.values(type.getFields());
    const nested = (of: GraphQLInputType): boolean => isInputObjectType(getNamedType(of));
    const place = { root, bearer: type.name, answers, depth: depth + 1, around };
    const one = (): Json => {
      const field = choices.pick(fields.filter(({ type: of }) => depth < 4 || !nested(of)));
      return { [field.name]: this.value(field.type, { ...place, name: field.name }) };
    };
    // An order names exactly one key, a change of the registry is of one thing.
    if (type.name === 'CaseOrder' || type.name === 'RegistryChangeInput') return one();
    const isFilter = fields.every(({ type: of }) => !isNonNullType(of));
    const share = isFilter ? (depth === 0 ? 0.25 : 0.15) : 0.4;
    const chosen = this.fields(
      fields.filter(({ type: of }) => depth < 4 || !nested(of) || isNonNullType(of)),
      place,
      (of) => (nested(of) ? 0.35 : share),
    );
    return Object.keys(chosen).length > 0 ? chosen : one();
  }

  /** A kind of record of which the viewer knows some, rather than any. */
  private word(type: GraphQLEnumType, { name, root, bearer }: Place): string {
    const { choices, near } = this;
    const words = type.getValues().map((value) => value.name);
    const ids = near?.aims.get(root)?.ids ?? near?.[this.kind];
    const known =
      name === 'type' ? words.filter((word) => ids?.has(word)) : (likelyWords(bearer, name) ?? []);
    return choices.pick(known.length > 0 && choices.chance(0.7) ? known : words);
  }

  /** What begins or happened lies in the past, mostly, and an end to come. */
  private time({ name, around }: Place): string {
    const { choices, pools } = this;
    // Of an emergency of whom is asked about.
    const alarmed = (pools.alarmed.get(String(around['caseId'])) ?? []).filter(
      ({ staffId }) => staffId === around['staffId'],
    );
    if (name === 'at' && alarmed.length > 0 && choices.chance(0.7)) return choices.pick(alarmed).at;
    if (choices.chance(0.15)) return choices.pick([...pools.past, ...pools.coming]);
    return choices.pick(ENDS.test(name) ? pools.coming : choices.chance(0.3) ? pools.times : pools.past);
  }

  private id({ name, root, bearer, answers, around }: Place): string {
    const { choices, pools } = this;
    if (choices.chance(0.03)) return choices.uuid();
    if (choices.chance(0.03)) return choices.pick(pools.every);
    const kind = typeof around['type'] === 'string' ? around['type'] : undefined;
    const type = NAMES[name] ?? kind ?? BEARERS[bearer] ?? answers;
    const aim = this.near?.aims.get(root);
    const aimed = aim?.name === name ? aim.ids.get(type) : undefined;
    if (aimed !== undefined && choices.chance(0.85)) return choices.pick(aimed);
    const near = this.near?.[this.kind].get(type);
    const fitting = this.fitting(type, name, bearer, around);
    if (fitting !== undefined && fitting.length > 0 && choices.chance(0.9)) {
      const both = fitting.filter((id) => near?.includes(id));
      return choices.pick(both.length > 0 && choices.chance(0.85) ? both : fitting);
    }
    if (near !== undefined && choices.chance(0.85)) return choices.pick(near);
    return choices.pick(pools.ids.get(type) ?? pools.every);
  }

  /** Agencies and people that may be named so; rows of the case that is named around. */
  private fitting(type: string, name: string, bearer: string, around: Json): readonly string[] | undefined {
    const { pools, near } = this;
    const { caseId, id } = around;
    const agenciesOf = (sectors: readonly Sector[]): string[] =>
      sectors.flatMap((sector) => pools.agencies.get(sector) ?? []);
    const peopleOf = (agencies: readonly string[]): string[] =>
      agencies.flatMap((agency) => pools.people.get(agency) ?? []);
    if (type === 'StaffMember') {
      if (bearer === 'unlockStaff') return pools.locked.get(String(caseId));
      if (bearer === 'ReleaseInput')
        return peopleOf(agenciesOf([...(pools.opened.get('release')?.keys() ?? [])]));
      const colleagues = peopleOf([String(around['agencyId'])]);
      const alarmed = (pools.alarmed.get(String(caseId)) ?? []).map(({ staffId }) => staffId);
      const both = bearer === 'explainAccess' ? colleagues.filter((one) => alarmed.includes(one)) : [];
      return both.length > 0 ? both : colleagues;
    }
    if (type === 'AgencyReference') {
      const sectors = sectorsFor(bearer, name, around);
      if (sectors !== undefined) return agenciesOf(sectors);
      // Who asks for records asks for himself.
      return name === 'addresseeId' && near !== undefined ? [near.viewer.agencyId] : undefined;
    }
    if (type === 'Case') return undefined;
    const of = typeof caseId === 'string' ? caseId : pools.caseOf.get(String(id));
    return of === undefined ? undefined : pools.ofCase.get(`${of} ${type}`);
  }

  /** What the grant opens to somebody who is named around, else to the viewer's own sector: all of it, or some. */
  private opened(grant: Grant, around: Json): readonly string[] {
    const { choices, pools, near } = this;
    const bySector = pools.opened.get(grant) ?? new Map<Sector, readonly string[]>();
    const named = GIVEN_TO.flatMap((name) => (around[name] ?? []) as string | string[]).flatMap(
      (id) => pools.sectorOf.get(id) ?? [],
    );
    const sectors = (named.length > 0 ? named : [near?.viewer.sector]).filter(
      (sector) => sector !== undefined && bySector.has(sector),
    ) as Sector[];
    const all = bySector.get(choices.pick(sectors.length > 0 ? sectors : [...bySector.keys()])) ?? [];
    if (choices.chance(0.5)) return all;
    const some = choices.sample(all, 0.3);
    return some.length > 0 ? some : all.slice(0, 1);
  }

  private text({ name, around }: Place): string {
    const { choices, pools } = this;
    if (name === 'field') {
      const fields = pools.fields.get(String(around['type'])) ?? [...pools.fields.values()].flat();
      return choices.pick(fields.length > 0 ? fields : ['id']);
    }
    return choices.pick(pools.words.get(name) ?? pools.texts);
  }
}

/** An argument or a field of an input. */
interface Field {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly defaultValue?: unknown;
}

/** A value as GraphQL writes it. */
export const literal = (value: unknown, type: GraphQLInputType): string => {
  if (value === null || value === undefined) return 'null';
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return `[${items.map((item) => literal(item, bare.ofType)).join(', ')}]`;
  }
  if (isInputObjectType(bare)) {
    const fields = bare.getFields();
    return `{ ${Object.entries(value as Json)
      .map(([name, inner]) => `${name}: ${literal(inner, fields[name]!.type)}`)
      .join(', ')} }`;
  }
  return isEnumType(bare) ? (value as string) : JSON.stringify(value);
};
