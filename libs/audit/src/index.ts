export * from './audit-trail';
export * from './audit.module';
export { Audit1764100100000 } from './migrations/1764100100000-audit';
export { Seal1764300410000 } from './migrations/1764300410000-seal';
export { sealingPolicy } from './seal/policy';
export { restartHeads } from './seal/restart';
export { AuditSealer } from './seal/sealer';
export { type Fault, faultWords } from './verify/fault';
export { type Verified, verifyTrail } from './verify/verify';
