import { type DatabaseOptions, type MigrationClass, Platform1764100000000 } from '@tidu/platform';

/** Every migration of every room, in the order in which they run. */
export const migrations: MigrationClass[] = [Platform1764100000000];

/** Every entity of every room. */
export const entities: DatabaseOptions['entities'] = [];
