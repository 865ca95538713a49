import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { at } from './root-route';
import { pick } from './shared/search-text';

/** Addresses of the land ledger, its public lists and an enterprise's own land. */
export const parcelRoutes = [
  createRoute({
    ...at('/public/area-lists'),
    validateSearch: pick('after', 'page'),
    component: lazyRouteComponent(() => import('./public/areas/AreaListsPage'), 'PublicAreaListsPage'),
  }),
  createRoute({
    ...at('/public/area-lists/$id'),
    validateSearch: pick('q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./public/areas/AreaListPage'), 'PublicAreaListPage'),
  }),
  createRoute({
    ...at('/console/parcels'),
    validateSearch: pick('q', 'only', 'day', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/parcels/ParcelsPage'), 'ParcelsPage'),
  }),
  createRoute({
    ...at('/console/parcels/new'),
    component: lazyRouteComponent(() => import('./console/parcels/NewParcelPage'), 'NewParcelPage'),
  }),
  createRoute({
    ...at('/console/parcels/import'),
    validateSearch: pick('job'),
    component: lazyRouteComponent(() => import('./console/parcels/ImportParcelsPage'), 'ImportParcelsPage'),
  }),
  createRoute({
    ...at('/console/parcels/area-lists'),
    validateSearch: pick('after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/parcels/AreaListsPage'), 'AreaListsPage'),
  }),
  createRoute({
    ...at('/console/parcels/area-lists/$id'),
    validateSearch: pick('after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/parcels/AreaListPage'), 'AreaListPage'),
  }),
  createRoute({
    ...at('/console/parcels/$id'),
    validateSearch: pick('day'),
    component: lazyRouteComponent(() => import('./console/parcels/ParcelPage'), 'ParcelPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/land'),
    component: lazyRouteComponent(() => import('./portal/land/LandPage'), 'LandPage'),
  }),
] as const;
