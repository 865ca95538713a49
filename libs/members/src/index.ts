export { memberInvariants } from './invariants/member-invariants';
export { MembersModule } from './members.module';
export { EnterprisePeople1764300500100 } from './migrations/1764300500100-members';
export { TakeoversService } from './membership/takeovers.service';
