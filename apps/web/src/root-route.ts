import { createRootRoute } from '@tanstack/react-router';
import { Doors, NothingHere } from './portal/shell/Doors';

/** What every address stands in. */
export const root = createRootRoute({ component: Doors, notFoundComponent: NothingHere });

/** Where a route stands. */
export const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path });
