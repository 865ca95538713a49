import type { ReplyState } from './consultations.queries';
import { replyWords } from './reply-words';

/** What a department says, by word and by look: no reply never looks like consent. */
export const ReplyTag = ({ state }: { state: ReplyState }) => (
  <span className={`state-tag reply-tag reply-tag--${state}`}>{replyWords[state]}</span>
);
