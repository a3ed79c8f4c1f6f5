import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { KeptTexts } from '../audit/kept-texts';
import { createReadRecorder, createTransactionRecorder } from '../audit/recorders';
import { createRefusalWriter } from '../audit/refusal-writer';
import { createBaseSchema, ROW_CLASSES } from './base-schema';
import { openDataSource } from './data-source';
import { PoliciesInForce, readingFrom } from './policies-in-force';
import { createBlindIndex } from '../lib/blind-index';
import type { Config } from '../config/config';
import { checkTables } from '../db/table-gaps';
import type { StatementObserver } from '../db/transaction';
import { createAgencyPresenters } from '../graphql/agency-reference';
import { Cursors } from '../graphql/cursor';
import { createExecutor } from '../graphql/executor';
import { createGuardedSchemas, schemaGaps } from '../graphql/schema';
import { RowSources } from '../graphql/sources';
import { stripLiterals } from '../lib/strip-literals';
import type { PolicySet } from '../policy';
import type { Operation, Refusal } from '../graphql/operation';
import type { ErrorCode } from '../errors/catalogue';
import { StartError } from '../errors/start-error';

/** The gateway without HTTP and identity: the schema, the policies, and the executor over one database. */
export interface Hub {
  readonly schema: GraphQLSchema;
  /** The policies that decided last. */
  readonly policies: PolicySet;
  /** The policies of the version that a statement just found in force. @throws SponaError SPONA_UNAVAILABLE */
  readonly policiesOf: (version: string | null) => Promise<PolicySet>;
  /** The policies that decided at a past instant; null before the first. @throws PolicyVersionError */
  readonly policiesAt: (instant: Date) => Promise<PolicySet | null>;
  readonly dataSource: DataSource;
  readonly execute: (operation: Operation) => Promise<ExecutionResult>;
  readonly recordRefusal: (refusal: Refusal, code: ErrorCode) => Promise<void>;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly servingUrl: string;
  readonly config: Pick<Config, 'country' | 'mode' | 'cursorKey' | 'limits'>;
  /** Key of the index by which numbers of persons and of staff are compared. */
  readonly identifierKey: KeyObject;
  readonly logger: Pick<Logger, 'error'>;
  readonly poolSize?: number;
  /** Told each statement that operations issue. */
  readonly observe?: StatementObserver;
  /** Told how long a disclosure record took, and whether it was written. */
  readonly onAuditWrite?: (seconds: number, written: boolean) => void;
}

const derive = (key: KeyObject, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key.export(), '', `spona ${use}`, 32));

/** @throws StartError that lists every gap between schema and policies; a hub with a gap does not start. */
const checkGaps = (schema: GraphQLSchema, policies: PolicySet): void => {
  const gaps = schemaGaps(schema, policies);
  if (gaps.length > 0)
    throw new StartError(
      'SPONA_SCHEMA',
      `The schema and the policies do not fit:\n${gaps.map((gap) => `- ${gap}`).join('\n')}`,
    );
};

export const createHub = async (options: HubOptions): Promise<Hub> => {
  const { config, logger, observe, onAuditWrite } = options;
  const schema = createBaseSchema();
  const dataSource = await openDataSource(options.servingUrl, options.poolSize);
  let policies: PoliciesInForce;
  try {
    await checkTables(dataSource);
    policies = await PoliciesInForce.open(dataSource, config);
    checkGaps(schema, policies.latest);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  const key = config.cursorKey ?? createSecretKey(randomBytes(32));
  const kept = new KeptTexts();
  const timed =
    <A extends unknown[]>(write: (...args: A) => Promise<void>) =>
    async (...args: A): Promise<void> => {
      const began = performance.now();
      let written = false;
      try {
        await write(...args);
        written = true;
      } finally {
        onAuditWrite?.((performance.now() - began) / 1000, written);
      }
    };
  const writeRefusal = timed(createRefusalWriter(dataSource, kept));
  const execute = createExecutor({
    dataSource,
    country: config.country,
    policies,
    schemas: createGuardedSchemas(schema, {
      onFault: (err) => {
        logger.error({ err }, 'a decision failed and withheld');
      },
    }),
    sources: new RowSources(dataSource, ROW_CLASSES),
    recordRead: timed(createReadRecorder(kept)),
    recordInTransaction: createTransactionRecorder(kept),
    writeRefusal,
    indexIdentifier: createBlindIndex(options.identifierKey),
    presentersOf: createAgencyPresenters(derive(key, 'agency pseudonyms')),
    paging: { cursors: new Cursors(derive(key, 'cursors')), most: config.limits.page },
    ...(observe === undefined ? {} : { observe }),
  });
  return {
    schema,
    get policies() {
      return policies.latest;
    },
    policiesOf: (policyVersion) =>
      policies.inForce({ instant: new Date(), policyVersion, ...readingFrom(dataSource) }),
    policiesAt: (instant) => policies.at(instant, readingFrom(dataSource)),
    dataSource,
    execute,
    recordRefusal: (refusal, errorCode) =>
      writeRefusal({
        instant: null,
        snapshot: null,
        requestId: refusal.requestId,
        viewer: refusal.viewer,
        operation: refusal.operationName,
        document: refusal.document === null ? null : stripLiterals(refusal.document),
        outcome: 'REFUSED',
        errorCode,
        policyVersion: policies.latest.version,
        caseIds: [],
        wide: false,
        entries: [],
      }),
    close: () => dataSource.destroy(),
  };
};
