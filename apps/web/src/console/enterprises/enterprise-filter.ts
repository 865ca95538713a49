/** What the list is narrowed by; the same names as in the page's address and in the interface. */
export interface EnterpriseFilter {
  q?: string;
  region?: string;
  industry?: string;
  ownership?: string;
  status?: string;
  title?: string;
  aboveScale?: string;
  officer?: string;
  zone?: string;
  chain?: string;
  segment?: string;
  demo?: string;
  sort?: string;
}
