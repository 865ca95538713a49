import type { Logger } from 'pino';

/** Work done again and again until it is stopped; a failure is logged and the next turn tries again. */
export interface Repeated {
  /** Waits for the turn that is under way. */
  stop(): Promise<void>;
}

/** Does `work` at once and then every `seconds`, never twice at a time. `what` is the line in the log when it fails. */
export function repeat(seconds: number, work: () => Promise<unknown>, log: Logger, what: string): Repeated {
  let turn: Promise<void> | null = null;
  const begin = () => {
    turn ??= work()
      .catch((error: Error & { code?: string }) => log.error({ code: error.code, reason: error.message }, what))
      .then(() => {
        turn = null;
      });
  };
  begin();
  const timer = setInterval(begin, seconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
