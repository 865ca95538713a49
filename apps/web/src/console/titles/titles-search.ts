type Key = 'view' | 'title' | 'region' | 'state' | 'year' | 'kind' | 'report' | 'q' | 'after' | 'page';

/** What the address of the page of titles holds. */
export type TitlesSearch = { [key in Key]?: string | undefined };
