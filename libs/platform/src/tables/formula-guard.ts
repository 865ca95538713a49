// what a spreadsheet may take for a formula or a command at the start of a cell; behind apostrophes of its own too, or
// such a text would look like a guarded one and come back as another
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Text for a CSV cell that no spreadsheet runs: what could start a formula gets a leading apostrophe. */
export function guardText(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of {@link guardText} away again, so that a file of ours comes back as it was. */
export function unguardText(text: string): string {
  return text.charCodeAt(0) === 39 && dangerous.test(text.slice(1)) ? text.slice(1) : text;
}
