export * from './audit-trail';
export * from './audit.module';
export { Audit1764100100000 } from './migrations/1764100100000-audit';
