/**
 * Codes of refusals with 400 that no schema can foresee: what needs the database, or several fields seen together.
 * Everything else that is refused with 400 must be refused by the document too.
 */
export const seenTogether: Record<string, string> = {};
