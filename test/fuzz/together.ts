/**
 * Codes of refusals with 400 that no schema can foresee: what needs the database, the seeds or several fields seen
 * together. Everything else that is refused with 400 must be refused by the document too.
 */
export const seenTogether: Readonly<Record<string, string>> = {
  // a part of the text says whether the rest is right
  'PLATFORM.BAD_CURSOR': 'a place in a list is ours or not, and of this order',
  'ENTERPRISES.BAD_CODE': 'the check digit of a credit code',
  'MEMBERS.BAD_CODE': 'the check digit of a credit code',
  'CRITERIA.BAD_DATE': 'read by the standards’ own reader, from the body’s text',
  // looked up in the code tables and seeds
  'ENTERPRISES.BAD_REGION': 'the region is in the code table',
  'ENTERPRISES.BAD_INDUSTRY': 'the industry is in the code table',
  'ENTERPRISES.UNKNOWN_ZONE': 'the zone is in the district’s list',
  'ENTERPRISES.UNKNOWN_CHAIN': 'the chain is in the district’s list',
  'ENTERPRISES.OUT_OF_SCOPE': 'the region is within the person’s scope',
  'REFERENCE.PROFILE_REGION': 'the region is in the code table',
  'ACCESS.UNKNOWN_ROLE': 'the role is in seeds/access/roles.yaml',
  'FIGURES.UNKNOWN_FACT': 'the fact is in the dictionary',
  'FIGURES.NOT_A_FIGURE': 'the fact is one that is entered',
  'FIGURES.ENTRIES': 'each entry by its fact’s type, unit and range',
  'CRITERIA.UNKNOWN_FACT': 'the fact is in the dictionary',
  'CRITERIA.BAD_FACTS': 'each fact by its type and range',
  'ENTERPRISES.EVIDENCE_INVALID': 'each value by its kind of evidence',
  'SCORING.NOT_PUBLISHABLE': 'the text is a standard',
  'FIGURES.YEAR': 'years with figures end with the last one',
  'MEMBERS.YEAR': 'years with figures end with the last one',
  // several fields, or a field and today
  'ENTERPRISES.ALIAS_CODE': 'the code by its kind',
  'ENTERPRISES.EMPTY_SPAN': 'a span ends after it begins',
  'ENTERPRISES.FUTURE': 'a day that is not yet',
  'ENTERPRISES.NAME_OR_CODE': 'one of two',
  'SCORING.NO_STANDARD': 'one of two',
  'ENTERPRISES.LINK_SHARE': 'the share belongs to some kinds of link',
  'ENTERPRISES.LINK_OTHER': 'one of two',
  'ENTERPRISES.LINK_PRODUCT': 'the product belongs to some kinds of link',
  'REFERENCE.OVERRIDE': 'what an override holds depends on the table',
  'REFERENCE.ENTRY': 'what an entry holds depends on the table',
  'REFERENCE.SINCE': 'a day against the one before',
  'REFERENCE.CALENDAR_DAY': 'a day within its year, once',
  'MEMBERS.RIGHTS': 'rights by the member’s role',
  'MEMBERS.UNTIL': 'a day that an agent’s rights must have',
};
