export * from './enterprise.entity';
export type { EnterpriseFilter } from './enterprises.conditions';
export * from './enterprises.errors';
export * from './enterprises.module';
export * from './enterprises.queries';
export * from './enterprises.service';
export * from './enterprises.sort';
export { Enterprises1764100300000 } from './migrations/1764100300000-enterprises';
export { Identity1764200300000 } from './migrations/1764200300000-identity';
