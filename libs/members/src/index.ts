export { memberInvariants } from './invariants/member-invariants';
export { MembersModule } from './members.module';
export { BudgetKeys1764301500000 } from './migrations/1764301500000-budget-keys';
export { EnterprisePeople1764300500100 } from './migrations/1764300500100-members';
export { PersonalColumns1764301300100 } from './migrations/1764301300100-personal-columns';
export { RequestsByPlace1764300700000 } from './migrations/1764300700000-requests-by-place';
export { MemberNotices1764301700010 } from './migrations/1764301700010-notices';
export { TakeoversService } from './membership/takeovers.service';
