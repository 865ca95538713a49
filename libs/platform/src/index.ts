export * from './config/environment';
export * from './database/acting-person';
export * from './database/database';
export * from './database/migrate';
export { printableRolesSql } from './database/roles';
export { type Cluster, startCluster } from './embedded/cluster';
export * from './embedded/home';
export * from './embedded/open-database';
export { Platform1764100000000 } from './migrations/1764100000000-platform';
