/** Which entries of the trail are wanted; absent: whatever. */
export interface TrailFilter {
  /** The acting person, by id. */
  personId?: string;
  /** Part of the person's name. */
  person?: string;
  /** `room.act`, or a room. */
  action?: string;
  objectType?: string;
  objectId?: string;
  /** First and last day, of the district. */
  from?: string;
  until?: string;
  /** Id or hash of an exported file. */
  file?: string;
}

/** The filter as SQL over `audit_entry e`, with its parameters from `$1` on. */
export function trailConditions(filter: TrailFilter): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const parts: string[] = [];
  const add = (sql: (parameter: string) => string, value: unknown) => {
    parameters.push(value);
    parts.push(sql(`$${parameters.length}`));
  };
  const { personId, person, action, objectType, objectId, from, until, file } = filter;
  if (personId !== undefined) add((p) => `e."personId" = ${p}`, personId);
  if (person !== undefined) add((p) => `e."personName" like ${p}`, `%${person.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (action !== undefined)
    if (action.includes('.')) add((p) => `e.action = ${p}`, action);
    else add((p) => `e.action like ${p}`, `${action}.%`);
  if (objectType !== undefined) add((p) => `e."objectType" = ${p}`, objectType);
  if (objectId !== undefined) add((p) => `e."objectId" = ${p}`, objectId);
  if (from !== undefined) add((p) => `e.at >= ${p}::date::timestamp at time zone 'Asia/Shanghai'`, from);
  if (until !== undefined) add((p) => `e.at < (${p}::date + 1)::timestamp at time zone 'Asia/Shanghai'`, until);
  if (file !== undefined)
    add((p) => `(e.after ->> 'export' = upper(${p}) or e.after ->> 'sha256' = lower(${p}))`, file);
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', parameters };
}
