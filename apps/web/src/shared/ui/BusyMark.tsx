import './busy-mark.css';

/**
 * Turns in a button whose work is on its way. Ant Design's own mark leaves by a transition that, on a busy machine, may
 * never end: the button would go on being called "loading".
 */
export function BusyMark() {
  return <span className="busy-mark" aria-hidden="true" />;
}
