/** What the pages are told when the server no longer knows who is there, or wants to be sure of it once more. */
type Listener = () => void;

const lost = new Set<Listener>();
let askPerson: (() => Promise<boolean>) | undefined;

/** Calls `listener` when an answer says that nobody is signed in (any more). */
export function onSessionLost(listener: Listener): () => void {
  lost.add(listener);
  return () => void lost.delete(listener);
}

export const sessionLost = (): void => lost.forEach((listener) => listener());

/** Who asks the person to prove themselves anew: the dialog, while it is mounted. */
export function onProofWanted(ask: () => Promise<boolean>): () => void {
  askPerson = ask;
  return () => {
    if (askPerson === ask) askPerson = undefined;
  };
}

/** Whether the person proved themselves anew. */
export const proveAnew = (): Promise<boolean> => askPerson?.() ?? Promise.resolve(false);
