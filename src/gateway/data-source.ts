import type { DataSource } from 'typeorm';
import { createDataSource } from '../db/connection';
import { ROW_CLASSES } from './base-schema';

/** Connects as the serving role, with every table of case content that the hub knows. */
export const openDataSource = (servingUrl: string, poolSize?: number): Promise<DataSource> =>
  createDataSource({
    url: servingUrl,
    entities: ROW_CLASSES.map(({ entity }) => entity),
    ...(poolSize === undefined ? {} : { poolSize }),
  }).initialize();
