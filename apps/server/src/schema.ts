import { Audit1764100100000 } from '@tidu/audit';
import { Enterprises1764100300000 } from '@tidu/enterprises';
import { Figures1764100400000 } from '@tidu/figures';
import { type DatabaseOptions, type MigrationClass, Platform1764100000000 } from '@tidu/platform';
import { Reference1764100200000 } from '@tidu/reference';

/** Every migration of every room, in the order in which they run. */
export const migrations: MigrationClass[] = [
  Platform1764100000000,
  Audit1764100100000,
  Reference1764100200000,
  Enterprises1764100300000,
  Figures1764100400000,
];

/** Every entity of every room. */
export const entities: DatabaseOptions['entities'] = [];
