export { GrantListJob } from './lists/grant-list.job';
export { MatchListJob } from './lists/match-list.job';
export { recognitionInvariants } from './lists/list-invariants';
export { UndoListJob } from './lists/undo-list.job';
export { OfficialLists1764301830000 } from './migrations/1764301830000-official-lists';
export { Recognition1764301800000 } from './migrations/1764301800000-recognition';
export { TitleCancellations1764301830010 } from './migrations/1764301830010-title-cancellations';
export { RecognitionModule } from './recognition.module';
export { type Ban, bansOf } from './titles/bans';
